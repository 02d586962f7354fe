"""Registering by oneself: the way in, then a place, then the waiting list."""

from typing import Any

from django.utils import timezone

from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.allocate import Terms, allocate
from registration.actions.moves import begin, move
from registration.actions.persons import hold_people
from registration.actions.pools import Sight, look, open_to, with_room
from registration.actions.promote import moves_up, promote_waiting
from registration.actions.respond import accept, reconfirm
from registration.actions.seats import lock_with_session
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration, RegistrationChange
from registration.telling import tell_moved
from registration.ways import Way, way_of

State = RegistrationState
ENDED = {
    State.CONFIRMED: (RegistrationOutcome.CONFIRMED, Kind.CONFIRMED),
    State.WAITLISTED: (RegistrationOutcome.WAITLISTED, Kind.WAITLISTED),
    State.PENDING: (RegistrationOutcome.PENDING, Kind.PENDING),
}
ALREADY = {
    State.PENDING: RegistrationOutcome.ALREADY_PENDING,
    State.NOMINATED: RegistrationOutcome.ALREADY_PENDING,
    State.WAITLISTED: RegistrationOutcome.ALREADY_WAITLISTED,
    State.CONFIRMED: RegistrationOutcome.ALREADY_REGISTERED,
    State.DECLINED: RegistrationOutcome.DECIDED_ALREADY,
    State.REMOVED: RegistrationOutcome.DECIDED_ALREADY,
}


@action("registration.register")
def register(
    *, by: Any, offering: Offering, person: Any, companions: int = 0, companion_names: str = ""
) -> Result:
    """Register `person`: CONFIRMED, WAITLISTED, PENDING or LATE_PENDING, ALREADY_… or a refusal.

    Whoever is offered a place accepts it so, and whoever was asked to confirm again does. Nobody
    takes or frees a place meanwhile: so no place is free when somebody starts to wait.
    `companion_names` stand in one line, divided by 、.
    """
    if hold_people([person.pk]):  # merged into another while the form was open
        return Result(RegistrationOutcome.ACCOUNT_CLOSED, offering)
    offering = lock_with_session(offering)
    sight = look(offering, person)
    row = sight.row
    if row is not None and (answer := _standing(row, by=by)):
        return answer
    way = way_of(offering, person, companions=companions, ruled=sight.has_rules)
    if isinstance(way, Result):
        return way
    anew = _values(person, way, companions) | {"companion_names": companion_names}
    if row is None:
        row = Registration(offering=offering, person=person, changed_at=anew["queued_at"], **anew)
    row.person, row.unit, row.companions = person, person.unit, companions
    return _settle(row, offering, sight, way, anew, by=by)


def _settle(
    row: Registration, offering: Offering, sight: Sight, way: Way, anew: dict[str, Any], *, by: Any
) -> Result:
    """A decision to wait for, a place, or the waiting list."""
    if way.waits_for_decision:
        return _write(row, offering, State.PENDING, anew, by=by)
    if _takes_a_place(row, offering, sight, anew, by=by):
        return _done(row)
    if not offering.has_waiting_list:
        return _full(row, offering, sight)
    return _write(row, offering, State.WAITLISTED, anew, by=by, position=sight.waiting + 1)


def _full(row: Registration, offering: Offering, sight: Sight) -> Result:
    """No place at all, or fewer than for everybody who would come along."""
    left = max((pool.left for pool in open_to(row.unit, sight.pools)), default=0)
    if left <= 0:
        return Result(RegistrationOutcome.FULL, offering)
    places = {"seats": 1 + row.companions, "left": left}
    return Result(RegistrationOutcome.TOO_FEW_PLACES, offering, places)


def already(row: Registration) -> Result:
    """The answer to a repetition."""
    outcome = ALREADY[State(row.state)]
    if outcome is RegistrationOutcome.ALREADY_WAITLISTED:
        return Result(outcome, row, {"position": Registration.objects.position_of(row)})
    return Result(outcome, row)


def _standing(row: Registration, *, by: Any) -> Result | None:
    """What pressing means for somebody who has a registration; None when it can be revived."""
    if row.state == State.OFFERED:
        return accept(by=by, registration=row)
    if row.reconfirm_by is not None:
        return reconfirm(by=by, registration=row)
    return already(row) if row.state in ALREADY else None


def _takes_a_place(
    row: Registration, offering: Offering, sight: Sight, anew: dict[str, Any], *, by: Any
) -> bool:
    """Give a place that nobody who waits can have, if there is one."""
    pools, seats = sight.pools, 1 + row.companions
    pool = with_room(row.unit, pools, seats)
    if pool and sight.waiting and Registration.objects.waiting_for(pool).exists():
        # Places that came without their action, or that were too few for those who wait.
        sight.waiting -= len(promote_waiting(offering, pools, by=by))
        pool = with_room(row.unit, pools, seats) if moves_up(offering) else None
    return pool is not None and bool(allocate([row], offering, pools, Terms(by, anew=anew)))


def _values(person: Any, way: Way, companions: int) -> dict[str, Any]:
    """What a registration holds when it begins, or begins again."""
    return {
        "queued_at": timezone.now(),
        "unit": person.unit,
        "companions": companions,
        "via": way.via,
        "is_late": way.is_late,
        "rank": None,
        "nominated_unit": None,
        "nominated_by": None,
    }


def _write(
    row: Registration,
    offering: Offering,
    state: State,
    anew: dict[str, Any],
    *,
    by: Any,
    position: int | None = None,
) -> Result:
    """Into a state without a seat; `position` on the waiting list, where that is the state."""
    changes: list[RegistrationChange]
    if row.pk is None:
        row.state = state
        changes = begin(row, by=by)
    else:
        changes = move([row], state, by=by, anew=anew)
    tell_moved(ENDED[state][1], offering, changes, position=position)
    return _done(row, {} if position is None else {"position": position})


def _done(row: Registration, details: dict[str, Any] | None = None) -> Result:
    outcome, _kind = ENDED[State(row.state)]
    if row.is_late and row.state == State.PENDING:
        outcome = RegistrationOutcome.LATE_PENDING
    changes = {"state": row.state, "via": row.via}
    return Result(outcome, row, {"changes": changes} | (details or {}))
