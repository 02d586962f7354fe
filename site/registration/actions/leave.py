"""What withdrawing, declining and removing share: the move, the notice, the next in line."""

from typing import Any

from events.models import Offering, SeatPool
from notices.enums import Kind
from registration.actions.asked import end_hand_overs
from registration.actions.moves import move
from registration.actions.pools import held_by
from registration.actions.promote import pass_on
from registration.enums import RegistrationState
from registration.models import Registration
from registration.telling import tell_moved


def leave(
    row: Registration,
    to_state: str,
    kind: Kind,
    *,
    by: Any,
    offering: Offering,
    pools: list[SeatPool],
    reason: str,
    **facts: Any,
) -> dict[str, Any]:
    """End a registration, tell the person, give the place on; return details for the result.

    Offering and pools are locked by the caller. `facts` are for the words of the notice.
    """
    held = held_by(row, pools)
    before = row.state
    changes = move([row], to_state, by=by, reason=reason)
    tell_moved(kind, offering, changes, reason=reason, **facts)
    promoted = 0
    if before == RegistrationState.CONFIRMED:
        end_hand_overs(offering, row)
    if held is not None:
        seats = 1 + row.companions
        held.taken -= seats
        promoted = len(pass_on(offering, pools, by=by, freed=seats))
    changed = {"state": f"{before} → {to_state}", "promoted": promoted}
    return {"name": row.person.name, "changes": changed}
