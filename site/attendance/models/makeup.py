"""Making up a missed session at another cohort's session on the same topic."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.absence_enums import GUESTS, MakeUpState
from attendance.absence_queries import MakeUpQuerySet
from kernel.ids import PublicIdField


class MakeUp(models.Model):
    """A guest at `session`, who is registered elsewhere and missed `makeup_for` there.

    It is no attendance of the other offering: whoever comes is credited where they missed it, and
    counts among the people of their own offering alone.
    """

    public_id = PublicIdField()
    makeup_for = models.ForeignKey("attendance.Attendance", models.PROTECT, related_name="makeups")
    session = models.ForeignKey("events.Session", models.PROTECT, related_name="guests")
    state = models.CharField(_("state"), max_length=20, choices=MakeUpState)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    in_at = models.DateTimeField(_("came"), null=True)
    marked_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = MakeUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("making up")
        verbose_name_plural = _("making up")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["makeup_for"],
                condition=Q(state__in=GUESTS),
                name="one_makeup_per_missed_session",
            ),
            models.CheckConstraint(
                condition=Q(state=MakeUpState.ATTENDED, in_at__isnull=False)
                | (~Q(state=MakeUpState.ATTENDED) & Q(in_at=None)),
                name="makeup_came_when_attended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.makeup_for.registration.person} · {self.session}"

    @property
    def person(self) -> Any:
        """Who makes something up."""
        return self.makeup_for.registration.person
