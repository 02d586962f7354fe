"""Moving somebody to another offering of the same programme, another cohort for example."""

from typing import Any

from events.actions.locks import lock_offering, lock_offerings, lock_pools
from events.enums import OfferingState
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.companions import name_companions
from registration.actions.enter import enter
from registration.actions.leave import leave
from registration.actions.moves import reread
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
    `enter` refuses: NO_PLACE_LEFT, NOT_PUBLISHED, CANCELLED, FINISHED. The place here goes to the
    next in line. Answers stay behind: they are the person's, who is asked anew. What was cancelled
    can be left; what is over was taken part in. Whoever comes along goes along, or nobody does.
    """
    words = {"name": registration.person.name, "target": str(target)}
    if not reason.strip():
        return Result(RegistrationOutcome.REASON_MISSING, registration, words)
    lock_offerings([registration.offering_id, target.pk])
    offering, target = lock_offering(registration.offering), lock_offering(target)
    pools = lock_pools(offering)
    row = reread(registration)
    if (why := _refused(offering, target, row)) is not None:
        return Result(why, row, words | {"state": row.get_state_display()})
    along, names = row.companions, row.companion_names
    entered = enter(by=by, offering=target, person=row.person, companions=along, reason=reason)
    if entered.outcome is RegistrationOutcome.ALREADY_REGISTERED:
        return Result(RegistrationOutcome.PLACE_THERE_ALREADY, row, words)
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


def _refused(offering: Offering, target: Offering, row: Registration) -> RegistrationOutcome | None:
    """Why nobody can be moved there; a place kept there does not grow by who comes along."""
    if row.state not in MOVABLE:
        return RegistrationOutcome.WRONG_STATE
    if target.pk == offering.pk or target.page_id != offering.page_id:
        return RegistrationOutcome.OTHER_PROGRAMME
    if offering.state != OfferingState.CANCELLED and not goes_on(offering):
        return RegistrationOutcome.MOVED_FROM_PAST
    held = Registration.objects.filter(offering=target, person=row.person).holding()
    if held.filter(companions__lt=row.companions).exists():
        return RegistrationOutcome.PLACE_THERE_ALREADY
    return None
