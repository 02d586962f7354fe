"""A nomination ends: the unit takes it back, or the person declines it."""

from typing import Any

from events.actions.locks import lock_offering, lock_pools
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.moves import move
from registration.actions.pools import held_by
from registration.actions.promote import pass_on
from registration.actions.seating import seat_by_rank
from registration.enums import RegistrationState
from registration.models import Registration, RegistrationChange
from registration.nomination_outcomes import NominationOutcome
from registration.nomination_telling import tell_ended, tell_liaisons


@action("registration.withdraw_nomination")
def withdraw_nomination(*, by: Any, registration: Registration, reason: str = "") -> Result:
    """The unit takes a nomination back: WITHDRAWN or NOT_NOMINATED. The next reserve moves up."""
    offering, pools, row = _locked(registration)
    words = {"name": row.person.name}
    if row.state != RegistrationState.NOMINATED:
        return Result(NominationOutcome.NOT_NOMINATED, row, words)
    change = _end(offering, pools, row, RegistrationState.WITHDRAWN, by=by, reason=reason)
    tell_ended(offering, [change], reason)
    changes = {"state": f"nominated → {row.state}"}
    return Result(NominationOutcome.WITHDRAWN, row, words | {"changes": changes}, reason)


@action("registration.decline_nomination")
def decline_nomination(*, by: Any, registration: Registration, reason: str) -> Result:
    """The person says no: DECLINED, REASON_MISSING or NOT_NOMINATED. The liaisons read why."""
    offering, pools, row = _locked(registration)
    words = {"name": row.person.name}
    if row.state != RegistrationState.NOMINATED:
        return Result(NominationOutcome.NOT_NOMINATED, row, words)
    if not reason.strip():
        return Result(NominationOutcome.REASON_MISSING, row)
    change = _end(offering, pools, row, RegistrationState.WITHDRAWN, by=by, reason=reason)
    key = f"change-{change.pk}"
    tell_liaisons(Kind.NOMINEE_DECLINED, offering, [row], key=key, reason=reason)
    changes = {"state": f"nominated → {row.state}"}
    return Result(NominationOutcome.DECLINED, row, words | {"changes": changes}, reason)


def _locked(registration: Registration) -> tuple[Offering, list[SeatPool], Registration]:
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    rows = Registration.objects.select_related("person", "unit", "nominated_unit")
    return offering, pools, rows.get(pk=registration.pk)


def _end(
    offering: Offering,
    pools: list[SeatPool],
    row: Registration,
    state: str,
    *,
    by: Any,
    reason: str,
) -> RegistrationChange:
    """Move the row, let the unit's next nominee have the place, then those who wait."""
    held = held_by(row, pools)
    freed = 1 + row.companions if held is not None else 0
    change = move([row], state, by=by, reason=reason)[0]
    if held is not None:
        held.taken -= freed
    seat_by_rank(offering, pools, row.nominated_unit)
    pass_on(offering, pools, by=by, freed=freed)
    return change
