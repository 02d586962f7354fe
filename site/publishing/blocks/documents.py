"""Files to download."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock
from wagtail.documents import get_document_model

from publishing.blocks.choosers import DocumentChooser
from publishing.blocks.groups import PICTURES


class DocumentsBlock(StructBlock):
    """A list of documents with their type and size."""

    documents = ListBlock(DocumentChooser(), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        help_text = _(
            "Readers see the title of each document: it should say what it is. Documents are kept "
            "under “Publish”."
        )
        description = _("Files to download, each with its type and size.")
        group = PICTURES
        template = "blocks/documents.html"

    def get_preview_value(self) -> Any:
        """The newest documents of the library."""
        newest = get_document_model().objects.order_by("-pk")[:2]
        return self.to_python({"documents": [document.pk for document in newest]})
