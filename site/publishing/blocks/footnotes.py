"""Footnotes of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, RichTextBlock, StructBlock

from publishing.blocks.groups import WORDS


class FootnotesBlock(StructBlock):
    """Notes in the order of their numbers; `publishing.footnotes` ties the marks to them."""

    notes = ListBlock(
        RichTextBlock(features=["bold", "link"]),
        label=_("Notes"),
        min_num=1,
        help_text=_("The first is [1] in the text, the second [2], and so on."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Footnotes")
        description = _("Sources and remarks below the text. Write [1] there where a note belongs.")
        group = WORDS
        template = "blocks/footnotes.html"
        preview_value = {"notes": ["<p>《县志》卷三，第12页。</p>", "<p>据馆方2025年说明。</p>"]}
