"""Entering somebody by the organiser's hand: late, by telephone, at the door."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import OVER, OfferingState
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.allocate import Terms, allocate
from registration.actions.persons import hold_people
from registration.actions.pools import held_by, with_room
from registration.enums import ALIVE, RegistrationOutcome, RegistrationState, Via
from registration.models import Registration
from registration.ways import SHUT


@action("registration.enter")
def enter(
    *, by: Any, offering: Offering, person: Any, companions: int = 0, reason: str = ""
) -> Result:
    """Give `person` a place whatever window, audience and way in say, as long as one is free.

    Ends in ENTERED, ALREADY_REGISTERED, NO_PLACE_LEFT, or NOT_PUBLISHED, CANCELLED, FINISHED,
    PERSON_MERGED. Who waits is not asked: the organiser answers for it, and the history says so.
    Whoever locks offerings before holds the person before that.
    """
    name = {"name": person.name}
    if hold_people([person.pk]):
        return Result(RegistrationOutcome.PERSON_MERGED, offering, name)
    offering = lock_offering(offering)
    pools = lock_pools(offering)
    if offering.state == OfferingState.DRAFT:
        return Result(RegistrationOutcome.NOT_PUBLISHED, offering)
    if offering.state in OVER:
        return Result(SHUT[offering.window()], offering)
    row = Registration.objects.filter(offering=offering, person=person).first()
    if row is not None and row.state == RegistrationState.CONFIRMED:
        return Result(RegistrationOutcome.ALREADY_REGISTERED, row)
    now = timezone.now()
    late = {"is_late": now >= offering.closes_at}
    anew = late | _anew(row, person, companions, now)
    if row is None:
        row = Registration(offering=offering, person=person, changed_at=now)
    row.person = person
    for field in {"unit", "companions"} & anew.keys():  # they say which places are open
        setattr(row, field, anew[field])
    if not allocate([row], offering, pools, Terms(by, reason=reason, anew=anew)):
        return Result(RegistrationOutcome.NO_PLACE_LEFT, row if row.pk else offering, name)
    changes = {"state": row.state, "via": row.via} | late
    return Result(RegistrationOutcome.ENTERED, row, name | {"changes": changes}, reason)


def would_enter(
    row: Registration | None, person: Any, companions: int, pools: list[SeatPool]
) -> bool:
    """Whether `enter` would find a place in `pools`, whose figures follow; nothing is written.

    `row` is the registration that `person` has in that offering.
    """
    if row is not None and held_by(row, pools):
        return True
    anew = _anew(row, person, companions, timezone.now())
    seats = 1 + anew["companions"]
    pool = with_room(anew.get("unit", row and row.unit), pools, seats)
    if pool is not None:
        pool.taken += seats
    return pool is not None


def _anew(row: Registration | None, person: Any, companions: int, now: datetime) -> dict[str, Any]:
    """What a registration holds when it begins, or begins again; who waits may bring more along."""
    if row is not None and row.state in ALIVE:
        return {} if row.pool_id else {"companions": max(row.companions, companions)}
    return {
        "unit": person.unit,
        "via": Via.ORGANISER,
        "companions": companions,
        "companion_names": "",
        "queued_at": now,
        "rank": None,
        "nominated_unit": None,
        "nominated_by": None,
    }
