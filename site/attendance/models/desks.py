"""Desks that work without signal: their tokens, and the marks they bring back."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import Method, Stage
from attendance.queries import DeskMarkQuerySet, DeskTokenQuerySet
from kernel.ids import PublicIdField

LONGEST_STOP = 60


class DeskToken(models.Model):
    """One device that took rosters along: for these sessions alone, in its holder's name.

    `spot` is the key of where it stands: a remote site, the main hall, or everywhere (empty). Only
    a hash is kept of what the device sends.
    """

    public_id = PublicIdField()
    holder: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="desk_tokens"
    )
    sessions = models.ManyToManyField("events.Session", related_name="desk_tokens")
    spot = models.CharField(max_length=12, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = DeskTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk token")
        verbose_name_plural = _("desk tokens")

    def __str__(self) -> str:
        return self.public_id


class DeskMark(models.Model):
    """What a desk noted, with or without signal, under an id that the desk made.

    Rows are only added: the same batch twice, or two devices in either order, leave the same set,
    and what is known of a person is computed from the set. `undoes` is the id of a mark that is
    taken back; it may arrive first. A mark that was refused does not count.
    """

    mark_id = models.UUIDField(unique=True)
    desk = models.ForeignKey(DeskToken, models.PROTECT, null=True, related_name="marks")
    session = models.ForeignKey("events.Session", models.PROTECT, related_name="desk_marks")
    registration = models.ForeignKey(
        "registration.Registration", models.PROTECT, null=True, related_name="desk_marks"
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    stop = models.CharField(_("stop on the way"), max_length=LONGEST_STOP, blank=True)
    bus = models.CharField(_("bus"), max_length=20, blank=True)
    method = models.CharField(_("marked by"), max_length=20, choices=Method)
    undoes = models.UUIDField(null=True)
    taken_at = models.DateTimeField(_("noted"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=30)
    counts = models.BooleanField(default=True)

    objects = DeskMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of a desk")
        verbose_name_plural = _("marks of desks")
        constraints = [
            models.CheckConstraint(
                condition=Q(undoes=None) | ~Q(undoes=models.F("mark_id")),
                name="desk_mark_undoes_another",
            )
        ]
        indexes = [models.Index(fields=["session", "registration"], name="desk_marks_of_person")]

    def __str__(self) -> str:
        return f"{self.registration} {self.get_stage_display()}"

    @property
    def point(self) -> str:
        """Where along the way: the stage, or the stop by its name."""
        return point_of(self.stage, self.stop)


def point_of(stage: str, stop: str) -> str:
    """What names a place along a way: the stage, and at a stop its name."""
    return f"{Stage.STOP.value}:{stop}" if stage == Stage.STOP else Stage(stage).value
