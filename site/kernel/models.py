"""The kernel's rows: audit, outbox, idempotency keys, retention."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    """One action that changed records. The database refuses updates, and deletion too early.

    Holds ids and names of changed fields; values only of fields that are not personal.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
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
