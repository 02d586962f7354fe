"""Registering: audience and window, then a place, then the waiting list."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import Availability, OfferingState
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from people.models import User
from publishing import dates
from registration.actions.moves import begin, move
from registration.actions.pools import pools_of, with_room
from registration.actions.promote import promote_waiting
from registration.actions.seats import fresh, tell_listings, try_to_take
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration, RegistrationChange
from registration.telling import tell_moved

State = RegistrationState
SHUT = {
    Availability.NOT_OPEN_YET: RegistrationOutcome.NOT_OPEN_YET,
    Availability.CLOSED: RegistrationOutcome.CLOSED,
    Availability.PAUSED: RegistrationOutcome.PAUSED,
    Availability.CANCELLED: RegistrationOutcome.CANCELLED,
    Availability.FINISHED: RegistrationOutcome.FINISHED,
}
ENDED = {
    State.CONFIRMED: (RegistrationOutcome.CONFIRMED, Kind.CONFIRMED),
    State.WAITLISTED: (RegistrationOutcome.WAITLISTED, Kind.WAITLISTED),
    State.PENDING: (RegistrationOutcome.PENDING, Kind.PENDING),
}
ALREADY = {
    State.PENDING: RegistrationOutcome.ALREADY_PENDING,
    State.NOMINATED: RegistrationOutcome.ALREADY_PENDING,
    State.WAITLISTED: RegistrationOutcome.ALREADY_WAITLISTED,
    State.OFFERED: RegistrationOutcome.ALREADY_REGISTERED,
    State.CONFIRMED: RegistrationOutcome.ALREADY_REGISTERED,
    State.DECLINED: RegistrationOutcome.DECIDED_ALREADY,
    State.REMOVED: RegistrationOutcome.DECIDED_ALREADY,
}


class Shut(Exception):
    """The offering closed between the first look and the seat: what was written is undone."""

    def __init__(self, refusal: Result) -> None:
        super().__init__()
        self.refusal = refusal


@action("registration.register")
def register(*, by: Any, offering: Offering, person: Any) -> Result:
    """Register `person`: CONFIRMED, WAITLISTED or PENDING, ALREADY_… or a refusal that says why."""
    # One after the other for one person, so that a button pressed twice finds its first press.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
    row = Registration.objects.filter(offering=offering, person=person).first()
    if row is not None and row.state in ALREADY:
        return already(row)
    if refusal := refused(offering, person):
        return refusal
    try:
        if row is None and not offering.needs_approval:
            quick = _first_come(offering, person, by=by)
            if quick is not None:
                return quick
        return _under_locks(offering, person, by=by)
    except Shut as shut:
        return shut.refusal


def refused(offering: Offering, person: Any) -> Result | None:
    """Why `person` cannot register now, whatever the places are; None if they can."""
    if offering.state == OfferingState.DRAFT:
        return Result(RegistrationOutcome.NOT_PUBLISHED, offering)
    outcome = SHUT.get(offering.window())
    if outcome is not None:
        details = {
            "opens": dates.instant(offering.opens_at),
            "closes": dates.instant(offering.closes_at),
        }
        return Result(outcome, offering, details)
    if not offering.admits_self:
        nominated = offering.admits_nominated
        outcome = (
            RegistrationOutcome.NOT_NOMINATED if nominated else RegistrationOutcome.NOT_INVITED
        )
        return Result(outcome, offering)
    if person.unit is None and not offering.open_to_all:
        return Result(RegistrationOutcome.NOT_ELIGIBLE, offering)
    return None


def already(row: Registration) -> Result:
    """The answer to a repetition."""
    outcome = ALREADY[State(row.state)]
    if outcome is RegistrationOutcome.ALREADY_WAITLISTED:
        return Result(outcome, row, {"position": Registration.objects.position_of(row)})
    return Result(outcome, row)


def _first_come(offering: Offering, person: Any, *, by: Any) -> Result | None:
    """The way of almost everybody: no lock but the seat itself. None: not free after all."""
    pool = with_room(person.unit, pools_of(offering))
    if pool is None or Registration.objects.waiting_for(pool).exists():
        return None
    return _seat(offering, Registration(offering=offering, person=person), pool, by=by)


def _under_locks(offering: Offering, person: Any, *, by: Any) -> Result:
    """Nobody takes or frees a place meanwhile: so no place is free when somebody starts waiting."""
    offering = lock_offering(offering)
    pools = lock_pools(offering)
    if refusal := refused(offering, person):
        return refusal
    row = Registration.objects.filter(offering=offering, person=person).first()
    row = row or Registration(offering=offering)
    row.person = person
    if row.state in ALREADY:
        return already(row)
    if offering.needs_approval:
        return _done(offering, _write(row, State.PENDING, by=by))
    pool = with_room(person.unit, pools)
    if pool is not None and Registration.objects.waiting_for(pool).exists():
        promote_waiting(offering, pools, by=by)  # places that came without their action
        pool = with_room(person.unit, pools)
    seated = _seat(offering, row, pool, by=by) if pool is not None else None
    if seated is not None:
        return seated
    if not offering.has_waiting_list:
        return Result(RegistrationOutcome.FULL, offering)
    return _done(offering, _write(row, State.WAITLISTED, by=by))


def _seat(offering: Offering, row: Registration, pool: SeatPool, *, by: Any) -> Result | None:
    """Take a seat and look once more: a pause or cancellation meanwhile undoes it (raises Shut)."""

    def write() -> tuple[Offering, list[RegistrationChange]]:
        changes = _write(row, State.CONFIRMED, by=by, pool=pool)
        current = fresh(offering)
        if refusal := refused(current, row.person):
            raise Shut(refusal)
        return current, changes

    taken = try_to_take(write)
    if taken is None:
        return None
    current, changes = taken
    tell_listings(current, 1 + row.companions)
    return _done(current, changes)


def _write(
    row: Registration, state: str, *, by: Any, pool: SeatPool | None = None
) -> list[RegistrationChange]:
    now = timezone.now()
    anew = {"queued_at": now, "unit": row.person.unit, "companions": 0}
    if row.pk is not None:
        return move([row], state, by=by, pool=pool, anew=anew)
    row.state, row.pool, row.unit = state, pool, row.person.unit
    row.queued_at = row.changed_at = now
    return begin(row, by=by)


def _done(offering: Offering, changes: list[RegistrationChange]) -> Result:
    row = changes[0].registration
    outcome, kind = ENDED[State(row.state)]
    details: dict[str, Any] = {"changes": {"state": row.state}}
    if row.state == State.WAITLISTED:
        details["position"] = Registration.objects.position_of(row)
    tell_moved(kind, offering, changes, position=details.get("position"))
    return Result(outcome, row, details)
