"""Which sessions somebody may check in to by themselves, now or next."""

from datetime import datetime
from typing import Any

from attendance import windows
from attendance.queries import with_terms
from events.enums import OfferingState
from events.models import Session
from events.queries import SessionQuerySet
from registration.enums import RegistrationState


def _expecting(person: Any) -> SessionQuerySet:
    return (
        with_terms(Session.objects.held())
        .filter(
            offering__registrations__person=person,
            offering__registrations__state=RegistrationState.CONFIRMED,
        )
        .exclude(offering__state__in=[OfferingState.DRAFT, OfferingState.CANCELLED])
        .with_places()
        .order_by("starts_at", "pk")
    )


def open_for(person: Any, at: datetime) -> list[Session]:
    """Sessions that expect `person` and take codes at an instant, the earliest first."""
    rows = _expecting(person).between(at, at + windows.OPENS_BEFORE)
    # A session whose screen was never opened has no codes yet.
    return list(rows.filter(door__takes_codes=True).select_related("door"))


def next_for(person: Any, at: datetime) -> Session | None:
    """The next session that expects `person` and has not opened yet."""
    return _expecting(person).filter(starts_at__gt=at + windows.OPENS_BEFORE).first()
