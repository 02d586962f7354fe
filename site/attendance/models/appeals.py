"""Objections to marks, each with its answer."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.absence_enums import AppealState
from attendance.absence_queries import AppealQuerySet
from attendance.enums import AttendanceStatus
from kernel.files import private_storage
from kernel.ids import PublicIdField

ANSWERED = (AppealState.GRANTED, AppealState.REJECTED)


class Appeal(models.Model):
    """Somebody says that what is noted about them is wrong. `status_then` is what was noted."""

    public_id = PublicIdField()
    attendance = models.ForeignKey("attendance.Attendance", models.PROTECT, related_name="appeals")
    status_then = models.CharField(_("status objected to"), max_length=20, choices=AttendanceStatus)
    reason = models.CharField(_("objection"), max_length=500, blank=True)
    evidence = models.FileField(
        _("evidence"), storage=private_storage, upload_to="appeals/%Y/%m/", blank=True
    )
    evidence_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=AppealState, default=AppealState.FILED
    )
    filed_at = models.DateTimeField(_("objected"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a mark")
        verbose_name_plural = _("objections to marks")
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance"],
                condition=Q(state=AppealState.FILED),
                name="one_open_appeal_per_mark",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | Q(answered_at__isnull=False),
                name="appeal_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance.registration.person} · {self.attendance.session}"

    @property
    def person(self) -> Any:
        """Who objects."""
        return self.attendance.registration.person
