"""What the organiser decides about one registration."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import OVER
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.allocate import Terms, allocate
from registration.actions.leave import leave
from registration.actions.moves import move, reread
from registration.actions.pools import held_by, preview_places, with_room
from registration.actions.promote import moves_up, pass_on, promote_waiting
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration
from registration.states import sources_of
from registration.telling import tell_moved
from registration.ways import SHUT

State = RegistrationState
# A person's own withdrawal is theirs to take back.
ADMITTED_FROM = sources_of(State.CONFIRMED) - {"", State.WITHDRAWN}
QUEUED_FROM = sources_of(State.WAITLISTED) - {"", State.WITHDRAWN}


@action("registration.approve")
def approve(*, by: Any, registration: Registration, reason: str = "") -> Result:
    """Confirm: APPROVED, NO_PLACE_LEFT or WRONG_STATE; CANCELLED or FINISHED.

    Also out of turn or after a refusal.
    """
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    row = reread(registration)
    if row.state not in ADMITTED_FROM:
        return _wrong_state(row)
    if offering.state in OVER:
        return Result(SHUT[offering.window()], row)
    return _admit(row, offering, pools, by=by, reason=reason) or Result(
        RegistrationOutcome.NO_PLACE_LEFT, row, {"name": row.person.name}
    )


def preview_approval(rows: Iterable[Registration]) -> tuple[int, int]:
    """How many of `rows`, in their order, would get a place, and for how many none is left."""
    return preview_places(row for row in rows if row.state in ADMITTED_FROM)


@action("registration.queue")
def queue(*, by: Any, registration: Registration, reason: str = "") -> Result:
    """Put on the waiting list: QUEUED, or APPROVED when a place is free after all.

    WRONG_STATE, CANCELLED or FINISHED. Whoever waits comes first; while the line is stopped
    everybody waits. A place held so far goes to the next in line, and whoever held it stands
    behind them. Where the next in line is that same person again: PROMOTED, and only that is told.
    """
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    row = reread(registration)
    if row.state not in QUEUED_FROM:
        return _wrong_state(row)
    if offering.state in OVER:
        return Result(SHUT[offering.window()], row)
    held, seats = held_by(row, pools), 1 + row.companions
    if held is None and moves_up(offering) and with_room(row.unit, pools, seats):
        promote_waiting(offering, pools, by=by)
        admitted = _admit(row, offering, pools, by=by, reason=reason)
        if admitted is not None:
            return admitted
    anew = {"queued_at": timezone.now()} if held else {}
    changes = move([row], State.WAITLISTED, by=by, reason=reason, anew=anew)
    moved = []
    if held is not None:
        held.taken -= seats
        moved = pass_on(offering, pools, by=by, freed=seats)
    for change in moved:
        if change.registration_id == row.pk:
            back = {"name": row.person.name, "changes": {"state": change.to_state}}
            return Result(RegistrationOutcome.PROMOTED, change.registration, back, reason)
    position = Registration.objects.position_of(row)
    tell_moved(Kind.WAITLISTED, offering, changes, reason=reason, position=position)
    details = {
        "name": row.person.name,
        "position": position,
        "changes": {"state": State.WAITLISTED.value},
    }
    return Result(RegistrationOutcome.QUEUED, row, details, reason)


@action("registration.decline")
def decline(*, by: Any, registration: Registration, reason: str) -> Result:
    """Refuse who asked or waits: DECLINED, REASON_MISSING or WRONG_STATE."""
    return _end(
        registration, State.DECLINED, Kind.DECLINED, RegistrationOutcome.DECLINED, by, reason
    )


@action("registration.remove")
def remove(*, by: Any, registration: Registration, reason: str) -> Result:
    """Take somebody off: REMOVED, REASON_MISSING or WRONG_STATE. The place goes to the next."""
    return _end(registration, State.REMOVED, Kind.REMOVED, RegistrationOutcome.REMOVED, by, reason)


def _admit(
    row: Registration, offering: Offering, pools: list[SeatPool], *, by: Any, reason: str
) -> Result | None:
    if not allocate([row], offering, pools, Terms(by, reason=reason)):
        return None
    details = {"name": row.person.name, "changes": {"state": State.CONFIRMED.value}}
    return Result(RegistrationOutcome.APPROVED, row, details, reason)


def _end(
    registration: Registration,
    state: str,
    kind: Kind,
    outcome: RegistrationOutcome,
    by: Any,
    reason: str,
) -> Result:
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    row = reread(registration)
    if row.state not in sources_of(state):
        return _wrong_state(row)
    if not reason.strip():
        return Result(RegistrationOutcome.REASON_MISSING, row, {"name": row.person.name})
    details = leave(row, state, kind, by=by, offering=offering, pools=pools, reason=reason)
    return Result(outcome, row, details, reason)


def _wrong_state(row: Registration) -> Result:
    return Result(
        RegistrationOutcome.WRONG_STATE,
        row,
        {"name": row.person.name, "state": row.get_state_display()},
    )
