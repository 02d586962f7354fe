"""Moving somebody to another offering of the same programme, another cohort for example."""

from collections.abc import Sequence
from typing import Any

from events.actions.locks import lock_offering, lock_offerings, lock_pools
from events.enums import OfferingState
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from people.models import User
from registration.actions.companions import name_companions
from registration.actions.enter import enter, would_enter
from registration.actions.leave import leave
from registration.actions.moves import reread
from registration.actions.persons import hold_people
from registration.actions.pools import pools_of
from registration.actions.promote import goes_on
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration

State = RegistrationState
# Who is nominated stands in a unit's ranking: the unit nominates them there.
MOVABLE = (State.PENDING, State.WAITLISTED, State.OFFERED, State.CONFIRMED)


@action("registration.move_to")
def move_to(*, by: Any, registration: Registration, target: Offering, reason: str) -> Result:
    """Give a place in `target` and end the one here, or change nothing: MOVED_TO (record: the new).

    REASON_MISSING, WRONG_STATE, OTHER_PROGRAMME, MOVED_FROM_PAST, PLACE_THERE_ALREADY, or as
    `enter` refuses: NO_PLACE_LEFT, NOT_PUBLISHED, CANCELLED, FINISHED, PERSON_MERGED. The place
    here goes to the next in line. Answers stay behind: they are the person's, who is asked anew.
    What was cancelled can be left; what is over was taken part in. Whoever comes along goes along,
    or nobody does.
    """
    words = {"name": registration.person.name, "target": str(target)}
    if not reason.strip():
        return Result(RegistrationOutcome.REASON_MISSING, registration, words)
    if hold_people([registration.person_id]):
        return Result(RegistrationOutcome.PERSON_MERGED, registration, words)
    lock_offerings([registration.offering_id, target.pk])
    offering, target = lock_offering(registration.offering), lock_offering(target)
    pools = lock_pools(offering)
    row = reread(registration)
    there = Registration.objects.filter(offering=target).of(row.person).first()
    if (why := _refused(row, target, there, can_leave=_can_be_left(offering))) is not None:
        return Result(why, row, words | {"state": row.get_state_display()})
    along, names = row.companions, row.companion_names
    entered = enter(by=by, offering=target, person=row.person, companions=along, reason=reason)
    if not entered.ok:
        return Result(entered.outcome, row, entered.details)
    new: Registration = entered.record
    if names and new.companions == along:
        name_companions(by=by, registration=new, names=names)
    left = leave(
        row, State.REMOVED, Kind.MOVED,
        by=by, offering=offering, pools=pools, reason=reason, target=target,
    )  # fmt: skip
    changes = left["changes"] | {"target": target.public_id}
    return Result(RegistrationOutcome.MOVED_TO, new, words | {"changes": changes}, reason)


def preview_move(rows: Sequence[Registration], target: Offering) -> int:
    """How many of `rows`, in their order, would get a place in `target` now; nothing is written."""
    people = User.objects.with_units().in_bulk([row.person_id for row in rows])
    known = Registration.objects.filter(offering=target).select_related("unit")
    there = {row.person_id: row for row in known}
    offerings = {row.offering_id: row.offering for row in rows}
    can_leave = {pk: _can_be_left(offering) for pk, offering in offerings.items()}
    pools = pools_of(target)
    moved: set[int] = set()  # whoever was moved from one place is not moved from another
    for row in rows:
        own = there.get(row.person_id)
        why = _refused(row, target, own, can_leave=can_leave[row.offering_id])
        if why is not None or row.person_id in moved:
            continue
        if would_enter(own, people[row.person_id], row.companions, pools):
            moved.add(row.person_id)
    return len(moved)


def _can_be_left(offering: Offering) -> bool:
    """What was cancelled can be left, what is over was taken part in."""
    return offering.state == OfferingState.CANCELLED or goes_on(offering)


def _refused(
    row: Registration, target: Offering, there: Registration | None, *, can_leave: bool
) -> RegistrationOutcome | None:
    """Why nobody can be moved there; a place kept there does not grow by who comes along."""
    if row.state not in MOVABLE:
        return RegistrationOutcome.WRONG_STATE
    if target.pk == row.offering_id or target.page_id != row.offering.page_id:
        return RegistrationOutcome.OTHER_PROGRAMME
    if not can_leave:
        return RegistrationOutcome.MOVED_FROM_PAST
    if there is None or there.pool_id is None:
        return None
    fixed = there.state == State.CONFIRMED or there.companions < row.companions
    return RegistrationOutcome.PLACE_THERE_ALREADY if fixed else None
