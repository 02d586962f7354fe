"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from publishing.blocks.groups import WORDS


class ParagraphBlock(RichTextBlock):
    """One or several paragraphs with links, lists and emphasis."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _(
            "Running text with links and lists. [1] becomes a mark that leads to the first note "
            "of the block “Footnotes” of this page."
        )
        group = WORDS
        template = "blocks/paragraph.html"
        preview_value = "<p>两道粉笔印，不是说前一个人不可信，而是说这件事不能只靠一个人。</p>"
