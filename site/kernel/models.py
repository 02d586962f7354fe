"""The kernel's rows: audit, outbox, idempotency keys, retention, requests about one's own data."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.files import private_storage
from kernel.ids import PublicIdField


class AuditRow(models.Model):
    """One action that changed records: who, as what, when, what, why, and whom it is about.

    Holds ids and names of changed fields; values only of fields that are not personal. The database
    refuses deletion before `retain_until`, and every update but one: a reason, the only free text,
    becomes `ERASED` when the person it may name is erased (docs/adr/0011).
    """

    ERASED = "[erased]"

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    # As they were at that moment: a person who moves on takes neither along.
    role = models.CharField(_("role"), max_length=20, blank=True)
    unit = models.CharField(_("unit"), max_length=12, blank=True, db_index=True)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("about whom"),
    )
    action = models.CharField(_("action"), max_length=80, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=40)
    target_type = models.CharField(_("record type"), max_length=80)
    target_id = models.CharField(_("record"), max_length=40)
    changes = models.JSONField(_("changes"), default=dict)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    retain_until = models.DateField(_("kept until"))

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_id}"


class OutboxTask(models.Model):
    """Work promised inside a transaction and done after it: at least once, with back-off."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=120, null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    urgency = models.PositiveSmallIntegerField(default=1)  # kernel.outbox.Urgency
    attempts = models.PositiveSmallIntegerField(default=0)
    # Turns in a row that were begun and ended without a word; nought while nobody is at it.
    silent = models.PositiveSmallIntegerField(default=0, db_default=0)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("outbox task")
        verbose_name_plural = _("outbox tasks")
        indexes = [
            models.Index(
                fields=["urgency", "due_at"],
                name="outbox_due",
                condition=Q(done_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class IdempotencyKey(models.Model):
    """What was answered to a write, so that its repetition gets the same answer for 24 hours."""

    owner = models.CharField(max_length=60)
    operation = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", "operation", "key", name="one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class Retention(models.Model):
    """What operators decided about one kind of data (`kernel.retention`), and when it last went."""

    kind = models.CharField(_("kind of data"), max_length=80, unique=True)
    days = models.PositiveIntegerField(_("kept for days"), null=True, blank=True)
    ran_at = models.DateTimeField(_("last run"), null=True)
    went = models.PositiveIntegerField(_("gone in the last run"), default=0)

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")

    def __str__(self) -> str:
        return self.kind


class DataExport(models.Model):
    """A copy of everything held about a person, made for them alone; goes after some days."""

    public_id = PublicIdField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True)
    expires_at = models.DateTimeField(_("kept until"))
    file = models.FileField(storage=private_storage, upload_to="copies/", blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)

    class Meta:
        verbose_name = _("copy of one's data")
        verbose_name_plural = _("copies of one's data")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_ready(self) -> bool:
        """Whether the file is there and may still be fetched."""
        return bool(self.file) and timezone.now() < self.expires_at

    def remove(self) -> None:
        """The row at once; the file when that is committed, so that no row names a lost file."""
        file, storage = self.file.name, self.file.storage
        self.delete()
        if file:
            transaction.on_commit(lambda: storage.delete(file))


class ListExport(models.Model):
    """A spreadsheet of a long list of the back office, made in the background for who asked."""

    public_id = PublicIdField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(_("list"), max_length=120)
    # The address of the list with its search and filters: asked again as the same person.
    path = models.CharField(max_length=2000)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True)
    failed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("kept until"))
    file = models.FileField(storage=private_storage, upload_to="exports/", blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)

    class Meta:
        verbose_name = _("export of a list")
        verbose_name_plural = _("exports of lists")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_busy(self) -> bool:
        """Whether the file is still being made."""
        return not self.file and self.failed_at is None

    def remove(self) -> None:
        """The row at once; the file when that is committed."""
        file, storage = self.file.name, self.file.storage
        self.delete()
        if file:
            transaction.on_commit(lambda: storage.delete(file))


class ErasureRequest(models.Model):
    """A person asks to be forgotten; an operator carries it out, or says why not."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", _("awaiting a decision")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REFUSED = "refused", _("refused")
        DONE = "done", _("carried out")

    public_id = PublicIdField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    note = models.TextField(_("what the person wrote"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    decided_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="open"), name="one_open_erasure_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_state_display()}"
