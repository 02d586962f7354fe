"""What stands against sessions that are planned already: for lists, so for many at once.

Nothing of it is kept. What makes a conflict lies in a dozen tables (hours of venues, holidays,
bookings, registrations) and in the day on which one asks: a count that is stored would be wrong as
soon as one of them changes, and nobody would see it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.utils import timezone

from events.conflicts.finding import find_conflicts
from events.conflicts.kinds import NAMES, Conflict, Wanted, offering_of
from events.models import Session

READ = (
    "pk", "offering_id", "starts_at", "ends_at", "title", "form", "venue_id", "teaching_point_id",
    "speaker_id", "bus_id", "others", *NAMES,
)  # fmt: skip
# So many sessions are judged together: one statement takes no more parameters than a few thousand.
TOGETHER = 2000
Found = dict[Any, list[Conflict]]


def conflicts_of_sessions(sessions: Iterable[int] | Any, at: datetime | None = None) -> Found:
    """The conflicts of those of `sessions` (keys) that will be held and are not over, by key.

    A session without any is left out. The number of queries is fixed for every TOGETHER sessions.
    """
    return _found(lambda slot: slot.pk, at, pk__in=sessions)


def conflicts_of_offerings(offerings: Iterable[int] | Any, at: datetime | None = None) -> Found:
    """The same for all that is ahead of `offerings` (keys), by the offering's key."""
    return _found(lambda slot: slot.offering_id, at, offering__in=offerings)


def _found(of: Callable[[Any], Hashable], at: datetime | None, **those: Any) -> Found:
    at = at or timezone.now()
    ahead = Session.objects.holding().filter(ends_at__gt=at, **those).order_by("starts_at", "pk")
    rows = ahead.with_others().values_list(*READ, named=True)
    slots = {str(slot.pk): slot for slot in rows}
    wanted = [
        Wanted(key, slot, slot.offering_id, slot.pk, offering=offering_of(slot))
        for key, slot in slots.items()
    ]
    found: Found = defaultdict(list)
    for some in batched(wanted, TOGETHER):
        for conflict in find_conflicts(some, at=at):
            found[of(slots[conflict.key])].append(conflict)
    return dict(found)
