"""Moving people up from the waiting list into free places, in their order."""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import OfferingState
from events.models import Offering, SeatPool, Session
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.moves import move
from registration.actions.pools import with_room
from registration.actions.seats import fresh, tell_listings
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration, RegistrationChange
from registration.telling import tell_moved

# A pause keeps newcomers out; those who wait still move up.
PROMOTING = (OfferingState.PUBLISHED, OfferingState.PAUSED)


@action("registration.promote")
def promote(*, by: Any, offering: Offering) -> Result:
    """Give free places to those who wait: PROMOTED (record: the offering) or NOBODY_PROMOTED."""
    offering = lock_offering(offering)
    moved = promote_waiting(offering, lock_pools(offering), by=by)
    if not moved:
        return Result(RegistrationOutcome.NOBODY_PROMOTED, offering)
    tell_listings(fresh(offering), seats_of(moved))
    names = "、".join(change.registration.person.name for change in moved[:3])
    return Result(
        RegistrationOutcome.PROMOTED,
        offering,
        {"name": names + ("…" if len(moved) > 3 else ""), "changes": {"promoted": len(moved)}},
    )


def promote_waiting(
    offering: Offering, pools: list[SeatPool], *, by: Any
) -> list[RegistrationChange]:
    """Confirm the next in line for every free place; offering and pools are locked by the caller.

    Whoever does not fit what is free (another unit's places, more companions than places) keeps
    their position and the next one is looked at. The figures of `pools` follow.
    """
    if not any(pool.left > 0 for pool in pools) or not _goes_on(offering):
        return []
    waiting = Registration.objects.filter(offering=offering).waiting()
    given: dict[int, list[Registration]] = defaultdict(list)
    for registration in waiting.select_related("unit", "person"):
        seats = 1 + registration.companions
        pool = with_room(registration.unit, pools, seats)
        if pool is not None:
            given[pool.pk].append(registration)
            pool.taken += seats
        if not any(pool.left > 0 for pool in pools):
            break
    moved = []
    for pool in pools:
        moved += move(given[pool.pk], RegistrationState.CONFIRMED, by=by, pool=pool)
    tell_moved(Kind.PROMOTED, offering, moved)
    return moved


def seats_of(changes: list[RegistrationChange]) -> int:
    """How many seats those who were moved hold, companions included."""
    return sum(1 + change.registration.companions for change in changes)


def _goes_on(offering: Offering) -> bool:
    """Whether there is anything left to attend; without a timetable there may be."""
    if offering.state not in PROMOTING:
        return False
    sessions = Session.objects.filter(offering=offering).held()
    ends = sessions.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return ends is None or ends > timezone.now()
