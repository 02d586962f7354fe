"""What withdrawing, declining and removing share: the move, the notice, the next in line."""

from typing import Any

from events.models import Offering, SeatPool
from notices.enums import Kind
from registration.actions.moves import move
from registration.actions.promote import promote_waiting, seats_of
from registration.actions.seats import fresh, tell_listings
from registration.models import Registration
from registration.telling import tell_moved


def reread(registration: Registration) -> Registration:
    """The registration as it is under the offering's lock, with its person and unit."""
    return Registration.objects.select_related("person", "unit").get(pk=registration.pk)


def leave(
    row: Registration,
    to_state: str,
    kind: Kind,
    *,
    by: Any,
    offering: Offering,
    pools: list[SeatPool],
    reason: str,
) -> dict[str, Any]:
    """End a registration, tell the person, give the place on; return details for the result.

    Offering and pools are locked by the caller.
    """
    held = next((pool for pool in pools if pool.pk == row.pool_id), None)
    seats = 1 + row.companions if held is not None else 0
    before = row.state
    changes = move([row], to_state, by=by, reason=reason)
    tell_moved(kind, offering, changes, reason=reason)
    if held is not None:
        held.taken -= seats
        moved = promote_waiting(offering, pools, by=by)
        tell_listings(fresh(offering), seats_of(moved) - seats)
    else:
        moved = []
    return {
        "name": row.person.name,
        "changes": {"state": f"{before} → {to_state}", "promoted": len(moved)},
    }
