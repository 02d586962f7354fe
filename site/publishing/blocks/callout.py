"""A paragraph set apart."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from publishing.blocks.groups import WORDS


class CalloutBlock(StructBlock):
    """Something the reader must not miss."""

    title = CharBlock(label=_("Title"), required=False)
    text = RichTextBlock(label=_("Text"), features=["bold", "link"])

    class Meta:
        icon = "warning"
        label = _("Callout")
        help_text = _("Two or three sentences; the title may be left out.")
        description = _("Something that the reader must not miss: a closing day, what to bring.")
        group = WORDS
        template = "blocks/callout.html"
        preview_value = {"title": "请注意", "text": "<p>周一闭馆，请带身份证件。</p>"}
