"""Custom image and document models: swapping Wagtail's later would be painful."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    SourceImageIOError,
    get_upload_to,
)

from kernel.files import private_storage
from media.fields import CheckedFileField, CheckedImageField
from publishing.search import ZhAutocompleteField, ZhSearchField

TITLE = [ZhSearchField("title", boost=3), ZhAutocompleteField("title")]


class CustomImage(AbstractImage):
    """A picture with the source that its licence asks for; stored as the check drew it anew."""

    file = CheckedImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "source")
    search_fields = [*AbstractImage.search_fields, *TITLE]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def addresses(self, *sizes: str) -> list[str]:
        """Where it is in these sizes (Wagtail's words for them), made where they are not yet.

        None where its file is lost: no page and no feed shall break over that.
        """
        try:
            return [size.url for size in self.get_renditions(*sizes).values()]
        except SourceImageIOError:
            return []


class CustomRendition(AbstractRendition):
    """A size of a picture, made once."""

    image = models.ForeignKey(CustomImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


class CustomDocument(AbstractDocument):
    """A file to download: stored privately, answered by a view that asks the rule."""

    file = CheckedFileField(upload_to="documents", storage=private_storage, verbose_name=_("file"))
    admin_form_fields = Document.admin_form_fields
    search_fields = [*AbstractDocument.search_fields, *TITLE]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """A file that was refused has been told about; its missing name says nothing."""
        if self.file:
            super().clean()
