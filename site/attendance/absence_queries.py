"""What is asked about leave, objections and making up, by name."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from attendance.absence_enums import GUESTS, OPEN_LEAVE, AppealState, LeaveState


class LeaveQuerySet(models.QuerySet[Any]):
    """Requests for leave."""

    def of(self, person: Any) -> "LeaveQuerySet":
        """A person's own, the latest first."""
        return self.filter(registration__person=person).order_by("-starts_at", "-pk")

    def pending(self) -> "LeaveQuerySet":
        """Those that await a decision."""
        return self.filter(state=LeaveState.PENDING)

    def approved(self) -> "LeaveQuerySet":
        """Those that hold."""
        return self.filter(state=LeaveState.APPROVED)

    def open(self) -> "LeaveQuerySet":
        """Pending or approved."""
        return self.filter(state__in=OPEN_LEAVE)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> "LeaveQuerySet":
        """Meeting the half-open span [starts_at, ends_at)."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def not_returned(self, at: datetime | None = None) -> "LeaveQuerySet":
        """Approved, over at an instant (now), and nobody has reported back (未销假)."""
        return self.approved().filter(ends_at__lte=at or timezone.now(), returned_on=None)

    def with_office(self) -> "LeaveQuerySet":
        """Adds `office` and `rung`: whose decision comes next, and its place on the ladder."""
        steps = apps.get_model("attendance", "LeaveStep").objects.filter(leave=OuterRef("pk"))
        open_steps = steps.filter(decision="").order_by("position")
        return self.annotate(
            office=Subquery(open_steps.values("office")[:1]),
            rung=Subquery(open_steps.values("position")[:1]),
        )

    def with_everything(self) -> "LeaveQuerySet":
        """With what a row shows: person, unit and offering."""
        return self.select_related(
            "registration__person",
            "registration__unit",
            "registration__offering__page",
            "registration__offering__lead_unit",
        )

    def in_units(self, units: Any) -> "LeaveQuerySet":
        """Of people registered for one of `units`."""
        return self.filter(registration__unit__in=units)


class AppealQuerySet(models.QuerySet[Any]):
    """Objections to marks."""

    def of(self, person: Any) -> "AppealQuerySet":
        """A person's own, the latest first."""
        return self.filter(attendance__registration__person=person).order_by("-filed_at", "-pk")

    def open(self) -> "AppealQuerySet":
        """Those without an answer."""
        return self.filter(state=AppealState.FILED)

    def with_everything(self) -> "AppealQuerySet":
        """With what a row shows: person, unit, session and offering."""
        return self.select_related(
            "attendance__registration__person",
            "attendance__registration__unit",
            "attendance__session__offering__page",
            "attendance__session__offering__lead_unit",
        )


class MakeUpQuerySet(models.QuerySet[Any]):
    """Missed sessions that are made up elsewhere."""

    def of(self, person: Any) -> "MakeUpQuerySet":
        """A person's own, the latest first."""
        return self.filter(makeup_for__registration__person=person).order_by("-asked_at", "-pk")

    def guests(self) -> "MakeUpQuerySet":
        """Those that hold a place in the other room."""
        return self.filter(state__in=GUESTS)

    def with_everything(self) -> "MakeUpQuerySet":
        """With both sessions, the person and the unit."""
        return self.select_related(
            "makeup_for__registration__person",
            "makeup_for__registration__unit",
            "makeup_for__session__offering__page",
            "session__offering__page",
            "session__offering__lead_unit",
            "session__venue",
            "session__teaching_point",
        )
