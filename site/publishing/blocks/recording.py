"""A video or a sound recording, kept on this site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, StructBlockValidationError

from publishing.blocks.choosers import DocumentChooser, PictureChooser
from publishing.blocks.groups import PICTURES
from publishing.recordings import SOUND, VIDEO


class RecordingBlock(StructBlock):
    """Played from this site alone; whoever cannot hear or see it reads the transcript."""

    file = DocumentChooser(
        label=_("File"), help_text=_("MP4 or WebM for a video, MP3 or M4A for sound.")
    )
    title = CharBlock(label=_("Title"))
    poster = PictureChooser(
        label=_("Picture before a video plays"), required=False, help_text=_("16 : 9.")
    )
    transcript = RichTextBlock(
        label=_("Transcript"),
        features=["bold", "link", "ol", "ul"],
        help_text=_("What is said, by whom, and what is seen without being said."),
    )

    class Meta:
        icon = "media"
        label = _("Video or sound")
        help_text = _(
            "Upload the file under “Publish”, Documents, first. The title and a link to download "
            "it stand below the recording; the transcript can be unfolded."
        )
        description = _(
            "A recording of this site with its transcript. Paragraphs of it that begin with a "
            "time, such as 00:12, are shown as captions of a video."
        )
        group = PICTURES
        template = "blocks/recording.html"
        preview_value = {
            "file": None,
            "title": "口述：第一节课",
            "poster": None,
            "transcript": "<p>主持人：请您从那一天讲起。</p>",
        }

    def clean(self, value: Any) -> Any:
        """Refuses a document that no browser plays; a draft may still have none."""
        found = super().clean(value)
        if found["file"] and found["file"].file_extension.lower() not in (*VIDEO, *SOUND):
            said = _("This file is not a recording. Please choose an MP4, WebM, MP3 or M4A file.")
            raise StructBlockValidationError(block_errors={"file": ValidationError(said)})
        return found
