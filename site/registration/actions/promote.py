"""The waiting list: free places go to the next in line, unanswered offers go on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import RUNNING
from events.models import Offering, SeatPool, Session
from events.workdays import add_working_hours
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.allocate import Terms, allocate
from registration.actions.moves import move
from registration.actions.pools import held_by
from registration.actions.seating import seat_by_rank
from registration.actions.seats import tell_listings, with_figures
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration, RegistrationChange
from registration.telling import tell_moved

CHUNK = 50


@action("registration.promote")
def promote(*, by: Any, offering: Offering) -> Result:
    """Give free places to those who wait: PROMOTED (record: the offering) or NOBODY_PROMOTED."""
    offering = lock_offering(offering)
    moved = promote_waiting(offering, lock_pools(offering), by=by)
    if not moved:
        return Result(RegistrationOutcome.NOBODY_PROMOTED, offering)
    names = "、".join(change.registration.person.name for change in moved[:3])
    return Result(
        RegistrationOutcome.PROMOTED,
        offering,
        {"name": names + ("…" if len(moved) > 3 else ""), "changes": {"promoted": len(moved)}},
    )


@action("registration.expire_offers")
def expire_offers(*, by: Any, offering: Offering) -> Result:
    """Pass on the offers nobody answered in time: OFFERS_EXPIRED or NOBODY_PROMOTED."""
    offering = lock_offering(offering)
    pools = lock_pools(offering)
    late = Registration.objects.filter(offering=offering).unanswered(timezone.now())
    rows = list(late.select_related("person", "unit"))
    if not rows:
        return Result(RegistrationOutcome.NOBODY_PROMOTED, offering)
    moved = let_expire(rows, offering, pools, by=by)
    details = {"changes": {"expired": len(rows), "promoted": len(moved)}}
    return Result(RegistrationOutcome.OFFERS_EXPIRED, offering, {"number": len(rows), **details})


def let_expire(
    rows: list[Registration], offering: Offering, pools: list[SeatPool], *, by: Any
) -> list[RegistrationChange]:
    """To the end of the line with those who did not answer; their places go to the next."""
    freed = 0
    for row in rows:
        pool = held_by(row, pools)
        if pool is not None:
            pool.taken -= 1 + row.companions
            freed += 1 + row.companions
    queued = {"queued_at": timezone.now()}
    changes = move(rows, RegistrationState.WAITLISTED, by=by, anew=queued)
    tell_moved(Kind.OFFER_EXPIRED, offering, changes)
    return pass_on(offering, pools, by=by, freed=freed)


def pass_on(
    offering: Offering, pools: list[SeatPool], *, by: Any, freed: int
) -> list[RegistrationChange]:
    """Seats that were just given up go to the next in line; listings learn of what is left."""
    moved = promote_waiting(offering, pools, by=by, freed=freed)
    if not moved:
        tell_listings(with_figures(offering, pools), -freed)
    return moved


def promote_waiting(
    offering: Offering, pools: list[SeatPool], *, by: Any, freed: int = 0
) -> list[RegistrationChange]:
    """Places for the next in line while any is free; offering and pools are locked by the caller.

    Whoever does not fit what is free (another unit's places, more companions than places) keeps
    their position and the next one is looked at. The figures of `pools` follow.
    """
    if not any(pool.left > 0 for pool in pools):
        return []
    if offering.admits_nominated:
        seat_by_rank(offering, pools)  # a unit's places are its nominees' first
    if not moves_up(offering):
        return []
    waiting = Registration.objects.filter(offering=offering).waiting()
    line: Iterable[Registration] = waiting.select_related("unit", "person").iterator(CHUNK)
    until = offer_ends(offering)
    kind = Kind.OFFERED if until else Kind.PROMOTED
    return allocate(line, offering, pools, Terms(by, kind, until, freed=freed))


def moves_up(offering: Offering) -> bool:
    """Whether the line moves at all: not paused, and there is something left to attend."""
    return not offering.promotion_paused and goes_on(offering)


def goes_on(offering: Offering) -> bool:
    """Whether there is anything left to attend; without a timetable there may be."""
    if offering.state not in RUNNING:
        return False
    sessions = Session.objects.filter(offering=offering).held()
    ends = sessions.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return ends is None or ends > timezone.now()


def offer_ends(offering: Offering) -> datetime | None:
    """Until when a place freed now is offered: never beyond the beginning; None: no offer."""
    if not offering.offer_hours:
        return None
    now = timezone.now()
    ends = add_working_hours(now, offering.offer_hours)
    begins = Session.objects.filter(offering=offering).held().values_list("starts_at", flat=True)
    first = begins.order_by("starts_at").first()
    if first is not None and first < ends:
        # What begins in a moment, or has begun, leaves no time to ask.
        return first if first > now else None
    return ends
