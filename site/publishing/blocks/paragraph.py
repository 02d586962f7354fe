"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock


class ParagraphBlock(RichTextBlock):
    """One or several paragraphs with links, lists and emphasis."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/paragraph.html"
