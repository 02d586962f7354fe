"""A printed collection: what was chosen, how far its setting is, the file."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.models.essays import EssayTask
from essays.models.publication import Publication
from kernel.files import private_storage
from kernel.ids import PublicIdField


class EssayBook(models.Model):
    """A book of essays whose authors agree to print; set in the background.

    The file goes as soon as one of its authors agrees no longer: what can be downloaded is always
    what may be printed.
    """

    public_id = PublicIdField()
    title = models.CharField(_("title of the book"), max_length=60)
    subtitle = models.CharField(_("subtitle"), max_length=80, blank=True)
    imprint = models.TextField(_("imprint"), max_length=600, blank=True)
    tasks = models.ManyToManyField(EssayTask, related_name="books", verbose_name=_("essay tasks"))
    essays = models.ManyToManyField(Publication, related_name="books")
    lacking = models.CharField(_("characters that the font lacks"), max_length=400, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    total = models.PositiveIntegerField(_("essays"), default=0)
    done = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(pgettext_lazy("book", "pages"), null=True)
    made_at = models.DateTimeField(_("made"), null=True)
    failed_at = models.DateTimeField(null=True)
    file = models.FileField(storage=private_storage, upload_to="books/", blank=True)

    class Meta:
        verbose_name = _("book of essays")
        verbose_name_plural = _("books of essays")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") | Q(made_at__isnull=False), name="books_say_when_made"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_busy(self) -> bool:
        """Whether it is still being set."""
        return self.made_at is None and self.failed_at is None

    def drop_file(self) -> None:
        """Take the file away, in this transaction from the record and then from the storage."""
        name, storage = self.file.name, self.file.storage
        if not name:
            return
        type(self).objects.filter(pk=self.pk).update(file="")
        transaction.on_commit(lambda: storage.delete(name))

    def values(self) -> dict[str, Any]:
        """What it was asked with, for asking once more."""
        return {name: getattr(self, name) for name in ("title", "subtitle", "imprint")}
