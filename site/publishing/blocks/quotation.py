"""A quotation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from publishing.blocks.groups import WORDS


class QuotationBlock(StructBlock):
    """Somebody's words and where they stand."""

    text = TextBlock(label=pgettext_lazy("of a quotation", "Words"))
    source = CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        help_text = _("The words as they stand; the source says whose they are, and from where.")
        description = _("Somebody's own words, and who said or wrote them where.")
        group = WORDS
        template = "blocks/quotation.html"
        preview_value = {"text": "我愿以身许国。", "source": "王淦昌"}
