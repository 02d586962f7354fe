"""An import: a person's file on its way from the upload to the records."""

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from publishing.tabular.tables import FAMILIES, TABLES, Table, table_named


def private_storage() -> Any:
    """Where no address leads: the files hold what people wrote about people."""
    return storages["private"]


class SheetImportQuerySet(models.QuerySet["SheetImport"]):
    """Imports."""

    def of(self, person: Any) -> "SheetImportQuerySet":
        """Those a person brought, of tables that can still be imported."""
        known = Q(table__in=TABLES)
        for family in FAMILIES:
            known |= Q(table__startswith=f"{family}-")
        return self.filter(known, by=person)


class SheetImport(models.Model):
    """One file of rows for one table: read, matched, examined, written; its counts and errors."""

    class State(models.TextChoices):
        """How far it has come."""

        UPLOADED = "uploaded", _("columns to be matched")
        CHECKING = "checking", _("being checked")
        REFUSED = "refused", _("has errors")
        CHECKED = "checked", _("ready to import")
        WRITING = "writing", _("being imported")
        DONE = "done", _("imported")
        FAILED = "failed", _("stopped")

    BUSY = (State.CHECKING, State.WRITING)

    public_id = PublicIdField()
    table = models.CharField(_("what"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    language = models.CharField(max_length=10)
    file = models.FileField(storage=private_storage, upload_to="imports/%Y/%m/", blank=True)
    marked = models.FileField(storage=private_storage, upload_to="imports/%Y/%m/", blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    headings = models.JSONField(default=list)
    head_row = models.PositiveIntegerField(default=1)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.UPLOADED)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    errors_found = models.PositiveIntegerField(default=0)
    stopped_by = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("brought"), default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["by", "-created_at"], name="imports_of_a_person")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def declared(self) -> Table:
        """The table; KeyError when no room takes it any more."""
        found = table_named(self.table)
        if found is None:
            raise KeyError(self.table)
        return found

    @property
    def is_busy(self) -> bool:
        """Whether something goes on in the background."""
        return self.state in self.BUSY
