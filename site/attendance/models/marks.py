"""Attendance, what it was before each correction, and the pass."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import AttendanceStatus, Method, Position
from attendance.queries import AttendanceQuerySet
from kernel.ids import ALPHABET, PublicIdField


def new_serial() -> str:
    """80 random bits that name one pass; a replaced pass keeps the old ones useless."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


class Attendance(models.Model):
    """What is known about one registration at one session.

    `leave` is the approved leave that covers the session, whether or not the person came after all;
    `site` is the remote site at which they came, none for the main hall.
    """

    public_id = PublicIdField()
    session = models.ForeignKey("events.Session", models.PROTECT, related_name="attendance")
    registration = models.ForeignKey(
        "registration.Registration", models.PROTECT, related_name="attendance"
    )
    status = models.CharField(_("status"), max_length=20, choices=AttendanceStatus)
    in_at = models.DateTimeField(_("came"), null=True)
    out_at = models.DateTimeField(_("left"), null=True)
    method = models.CharField(_("marked by"), max_length=20, choices=Method)
    companions = models.PositiveSmallIntegerField(_("companions who came"), default=0)
    leave = models.ForeignKey(
        "attendance.LeaveRequest", models.PROTECT, null=True, related_name="marks"
    )
    site = models.ForeignKey(
        "attendance.RemoteSite",
        models.PROTECT,
        null=True,
        related_name="marks",
        verbose_name=_("remote site"),
    )
    marked_at = models.DateTimeField(default=timezone.now)
    marked_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "registration"], name="one_attendance_per_session"
            ),
            models.CheckConstraint(
                condition=Q(out_at=None) | Q(out_at__gte=models.F("in_at")),
                name="leaves_after_coming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} {self.get_status_display()}"


class AttendanceChange(models.Model):
    """What an attendance was before a correction: nothing is overwritten.

    `site` is the remote site of the mark. The last fields say how a code was used and are emptied
    after some weeks: `code_age` and `waited` are seconds from the code's first instant to the scan,
    and from there to the confirmation; `device` tells phones of one session apart and fits no other
    session; `ticket` makes a scan good for one mark.
    """

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="changes")
    from_status = models.CharField(max_length=20, blank=True)
    from_in_at = models.DateTimeField(null=True)
    from_out_at = models.DateTimeField(null=True)
    to_status = models.CharField(max_length=20)
    site = models.ForeignKey(
        "attendance.RemoteSite",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("remote site"),
    )
    method = models.CharField(max_length=20, choices=Method)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    desk_mark = models.ForeignKey(
        "attendance.DeskMark", models.PROTECT, null=True, related_name="changes"
    )
    code_age = models.PositiveSmallIntegerField(_("age of the code, in seconds"), null=True)
    waited = models.PositiveSmallIntegerField(_("confirmed after, in seconds"), null=True)
    position = models.CharField(_("position"), max_length=10, choices=Position, blank=True)
    device = models.CharField(max_length=16, blank=True)
    ticket = models.CharField(max_length=32, null=True, unique=True)

    class Meta:
        verbose_name = _("change of attendance")
        verbose_name_plural = _("changes of attendance")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Pass(models.Model):
    """A person's check-in pass: what the QR code on `/me/` carries, signed; revocable."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="passes")
    serial = models.CharField(max_length=20, unique=True, default=new_serial)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pass")
        verbose_name_plural = _("passes")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_valid_pass"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
