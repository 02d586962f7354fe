"""The back office's forms for pictures and documents, with the check's own sentences."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.uploads import LIBRARY, PICTURES, checked
from media.uploads.pictures import too_many_pixels

TAGS = _("Words by which what belongs together is found; none is needed.")


class Explained:
    """Says beside each field what it does: those of Wagtail's models say nothing."""

    said: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name in self.said.keys() & fields.keys():
            fields[name].help_text = self.said[name]


class PictureForm(Explained, BaseImageForm):
    """A picture is checked and drawn anew before anything is stored."""

    said = {
        "title": _("By this the picture is found in the library."),
        "description": _(
            "What is to be seen on it, for those who cannot see it: suggested as the alternative "
            "text wherever the picture is put. Empty: the title is suggested."
        ),
        "tags": TAGS,
        "source": _(
            "Who made it and where it is from, for editors to name it. Readers see the source that "
            "is written beside the picture on a page."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail measures before the check does, and would say “unknown number”.
        if "file" in self.fields:
            said = {"file_too_many_pixels": too_many_pixels().message}
            self.fields["file"].error_messages |= said

    def clean_file(self) -> Any:
        """The picture as it will be stored; the old one where none was sent."""
        file = self.cleaned_data["file"]
        return checked(file, PICTURES) if "file" in self.changed_data else file


class DocumentForm(Explained, BaseDocumentForm):
    """A document is checked before anything is stored."""

    said = {
        "title": _("By this it is found in the library, and named where readers fetch it."),
        "file": _("PDF, DOCX, XLSX, PPTX or TXT; a recording as MP4, WebM, MP3 or M4A."),
        "tags": TAGS,
    }

    def clean_file(self) -> Any:
        """The document as it will be stored; the old one where none was sent."""
        file = self.cleaned_data["file"]
        return checked(file, LIBRARY) if "file" in self.changed_data else file
