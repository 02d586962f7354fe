"""A paragraph set apart."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock


class CalloutBlock(StructBlock):
    """Something the reader must not miss."""

    title = CharBlock(label=_("Title"), required=False)
    text = RichTextBlock(label=_("Text"), features=["bold", "link"])

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "blocks/callout.html"
