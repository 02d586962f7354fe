"""Fields whose files are checked, whatever way they come: form, chooser, command or shell."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from media.uploads import LIBRARY, PICTURES, Kind, checked


def as_stored(content: Any, takes: Mapping[str, Kind]) -> Any:
    """What passed already, or the check's answer. Raises Refused."""
    return content if getattr(content, "is_checked", False) else checked(File(content), takes)


class CheckedFieldFile(FieldFile):
    """A document: nothing is stored that the check refuses."""

    def save(self, name: str | None, content: Any, save: bool = True) -> None:
        """Check, then store under the clean name."""
        content = as_stored(content, LIBRARY)
        try:
            super().save(content.name, content, save)
        finally:
            content.close()


class CheckedImageFieldFile(WagtailImageFieldFile):
    """A picture: the one drawn anew is measured and stored."""

    file: Any

    def get_image_dimensions(self) -> Any:
        """Of the checked picture: Django measures as soon as a file is put on the record."""
        given = None if self._committed else getattr(self, "file", None)
        if given:
            self.file = as_stored(given, PICTURES)
        return super().get_image_dimensions()

    def save(self, name: str | None, content: Any, save: bool = True) -> None:
        """Check, then store under the clean name."""
        content = as_stored(content, PICTURES)
        super().save(content.name, content, save)


class CheckedFileField(models.FileField):
    """For documents."""

    attr_class = CheckedFieldFile


class CheckedImageField(WagtailImageField):
    """For pictures."""

    attr_class = CheckedImageFieldFile
