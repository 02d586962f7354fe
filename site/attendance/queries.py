"""What is asked about attendance, by name."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import DecimalField, Exists, OuterRef, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from attendance import windows
from attendance.enums import ATTENDED
from events.enums import OfferingState
from events.models import Session
from registration.enums import RegistrationState


class AttendanceQuerySet(models.QuerySet[Any]):
    """Attendance."""

    def attended(self) -> "AttendanceQuerySet":
        """Was there, at least for a part."""
        return self.filter(status__in=ATTENDED)

    def of(self, person: Any) -> "AttendanceQuerySet":
        """A person's own."""
        return self.filter(registration__person=person)

    def credit_hours(self) -> Any:
        """Sum of the credit hours earned, a Decimal; derived from marks, never typed."""
        zero = Value(0, output_field=DecimalField(max_digits=8, decimal_places=1))
        return self.attended().aggregate(hours=Coalesce(Sum("session__credit_hours"), zero))[
            "hours"
        ]

    def hours_by_offering(self) -> dict[int, Decimal]:
        """Credit hours earned by key of the offering, one query; none earned means no entry."""
        rows = (
            self.attended()
            .order_by()
            .values_list("registration__offering")
            .annotate(hours=Sum("session__credit_hours"))
        )
        return dict(rows)


class DeskTokenQuerySet(models.QuerySet[Any]):
    """Tokens of desks."""

    def of(self, person: Any) -> "DeskTokenQuerySet":
        """One person's, the latest first."""
        return self.filter(holder=person).order_by("-made_at", "-pk")

    def in_use(self) -> "DeskTokenQuerySet":
        """Neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class DeskMarkQuerySet(models.QuerySet[Any]):
    """Marks that desks brought."""

    def standing(self) -> "DeskMarkQuerySet":
        """Marks of a person that no desk took back."""
        undone = apps.get_model("attendance", "DeskMark").objects.filter(undoes=OuterRef("mark_id"))
        return self.filter(~Exists(undone), undoes=None, counts=True)


def is_called_off(session: Session) -> bool:
    """Whether the session, or the whole offering, was cancelled."""
    return session.is_cancelled or session.offering.state == OfferingState.CANCELLED


def session_expecting(person_id: int, at: datetime, *, but: Session) -> Session | None:
    """Another session that expects the person about `at`: it has opened and is not over."""
    return (
        Session.objects.held()
        .between(at, at + windows.OPENS_BEFORE)
        .filter(
            offering__registrations__person_id=person_id,
            offering__registrations__state=RegistrationState.CONFIRMED,
        )
        .exclude(pk=but.pk)
        .exclude(offering__state__in=[OfferingState.DRAFT, OfferingState.CANCELLED])
        .select_related("venue", "teaching_point")
        .order_by("starts_at", "pk")
        .first()
    )
