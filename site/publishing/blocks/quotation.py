"""A quotation."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock


class QuotationBlock(StructBlock):
    """Somebody's words and where they stand."""

    text = TextBlock(label=_("Words"))
    source = CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation.html"
