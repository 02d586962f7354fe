"""Files to download."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentsBlock(StructBlock):
    """A list of documents with their type and size."""

    documents = ListBlock(DocumentChooserBlock(), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "blocks/documents.html"
