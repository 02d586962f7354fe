"""The back office's forms for pictures and documents, with the check's own sentences."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.uploads import LIBRARY, PICTURES, checked


class PictureForm(BaseImageForm):
    """A picture is checked and drawn anew before anything is stored."""

    def clean_file(self) -> Any:
        """The picture as it will be stored; the old one where none was sent."""
        file = self.cleaned_data["file"]
        return checked(file, PICTURES) if "file" in self.changed_data else file


class DocumentForm(BaseDocumentForm):
    """A document is checked before anything is stored."""

    def clean_file(self) -> Any:
        """The document as it will be stored; the old one where none was sent."""
        file = self.cleaned_data["file"]
        return checked(file, LIBRARY) if "file" in self.changed_data else file
