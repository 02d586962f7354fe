"""Registering by oneself: the way in, then a place, then the waiting list."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from people.models import User
from registration.actions.allocate import Shut, Terms, allocate
from registration.actions.moves import begin, move
from registration.actions.pools import look, with_room
from registration.actions.promote import moves_up, promote_waiting
from registration.actions.respond import accept, reconfirm
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
def register(*, by: Any, offering: Offering, person: Any, companions: int = 0) -> Result:
    """Register `person`: CONFIRMED, WAITLISTED, PENDING or LATE_PENDING, ALREADY_… or a refusal.

    Whoever is offered a place accepts it so, and whoever was asked to confirm again does.
    """
    # One after the other for one person, so that a button pressed twice finds its first press.
    locked = User.objects.select_for_update(no_key=True).only("pk", "is_active").get(pk=person.pk)
    if not locked.is_active:  # merged into another while the form was open
        return Result(RegistrationOutcome.ACCOUNT_CLOSED, offering)
    sight = look(offering, person)
    if sight.row is not None and (answer := _standing(sight.row, by=by)):
        return answer
    way = way_of(offering, person, companions=companions, ruled=sight.has_rules)
    if isinstance(way, Result):
        return way
    try:
        if sight.row is None and not sight.somebody_waits and not way.waits_for_decision:
            row = _newcomer(offering, person, way, companions)
            # The way of almost everybody: no lock but the seat itself.
            if allocate([row], offering, sight.pools, Terms(by), locked=False):
                return _done(row)
        return _under_locks(offering, person, companions, by=by)
    except Shut as shut:
        return shut.refusal


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


def _under_locks(offering: Offering, person: Any, companions: int, *, by: Any) -> Result:
    """Nobody takes or frees a place meanwhile: so no place is free when somebody starts waiting."""
    offering = lock_offering(offering)
    pools = lock_pools(offering)
    row = Registration.objects.filter(offering=offering, person=person).first()
    if row is not None and (answer := _standing(row, by=by)):
        return answer
    way = way_of(offering, person, companions=companions)
    if isinstance(way, Result):
        return way
    anew = _values(person, way, companions)
    if row is None:
        row = _newcomer(offering, person, way, companions)
    row.person, row.unit = person, person.unit
    if way.waits_for_decision:
        return _write(row, offering, State.PENDING, anew, by=by)
    if _takes_a_place(row, offering, pools, anew, by=by):
        return _done(row)
    if not offering.has_waiting_list:
        return Result(RegistrationOutcome.FULL, offering)
    return _write(row, offering, State.WAITLISTED, anew, by=by)


def _takes_a_place(
    row: Registration,
    offering: Offering,
    pools: list[SeatPool],
    anew: dict[str, Any],
    *,
    by: Any,
) -> bool:
    """Give a place that nobody who waits can have, if there is one."""
    companions, seats = row.companions, 1 + anew["companions"]
    pool = with_room(row.unit, pools, seats)
    if pool is not None and Registration.objects.waiting_for(pool).exists():
        # Places that came without their action, or that were too few for those who wait.
        promote_waiting(offering, pools, by=by)
        pool = with_room(row.unit, pools, seats) if moves_up(offering) else None
    if pool is None:
        return False
    row.companions = anew["companions"]
    if allocate([row], offering, pools, Terms(by, anew=anew)):
        return True
    row.companions = companions
    return False


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


def _newcomer(offering: Offering, person: Any, way: Way, companions: int) -> Registration:
    values = _values(person, way, companions)
    values["changed_at"] = values["queued_at"]
    return Registration(offering=offering, person=person, **values)


def _write(
    row: Registration, offering: Offering, state: State, anew: dict[str, Any], *, by: Any
) -> Result:
    """Into a state without a seat."""
    changes: list[RegistrationChange]
    if row.pk is None:
        row.state = state
        changes = begin(row, by=by)
    else:
        changes = move([row], state, by=by, anew=anew)
    result = _done(row)
    position = result.details.get("position")
    tell_moved(ENDED[state][1], offering, changes, position=position)
    return result


def _done(row: Registration) -> Result:
    outcome, _kind = ENDED[State(row.state)]
    if row.is_late and row.state == State.PENDING:
        outcome = RegistrationOutcome.LATE_PENDING
    details: dict[str, Any] = {"changes": {"state": row.state, "via": row.via}}
    if row.state == State.WAITLISTED:
        details["position"] = Registration.objects.position_of(row)
    return Result(outcome, row, details)
