"""Who takes part in two things at once: what the conflict rules below ask of this room."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from events.conflicts import counts_people
from events.conflicts.people import Shared
from events.models import Session
from registration.enums import ALIVE
from registration.models import Registration


def in_common(offerings: Collection[int], start: datetime, end: datetime) -> Shared:
    """How many persons each offering shares with others that have a session in the span.

    Counted is whoever has or asks for a place in both. One query, whatever the numbers.
    """
    others = Session.objects.holding().between(start, end).values("offering")
    rows = (
        Registration.objects.alive()
        .filter(
            offering__in=offerings,
            person__registrations__state__in=ALIVE,
            person__registrations__offering__in=others,
        )
        .values_list("offering", "person__registrations__offering")
        .annotate(number=Count("person", distinct=True))
        .order_by()
    )
    return {(own, other): number for own, other, number in rows if own != other}


def register_counting() -> None:
    """Answer for the participants."""
    counts_people("registration.people", in_common)
