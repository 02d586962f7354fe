"""Posting places to a pool: the only way to change a capacity."""

from typing import Any

from events import changes
from events.actions.locks import lock_offering, lock_pools
from events.enums import PostingKind
from events.models import Offering, SeatPool, SeatPosting
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache


@action("events.post_places")
def post_places(
    *,
    by: Any,
    offering: Offering,
    delta: int,
    unit: Any = None,
    kind: str = PostingKind.GRANT,
    reason: str = "",
) -> Result:
    """Add `delta` places (or take them away) in the general pool, or in that of `unit`.

    A pool that is missing is made. Added places go to those who wait, in the same transaction. Ends
    in PLACES_POSTED (record: the pool), BELOW_TAKEN or NO_PLACES_NAMED.
    """
    if delta == 0:
        return Result(EventOutcome.NO_PLACES_NAMED)
    offering = lock_offering(offering)
    pool = _pool_for(offering, unit)
    if pool.capacity + delta < pool.taken:
        return Result(
            EventOutcome.BELOW_TAKEN,
            pool if pool.pk else offering,
            {"taken": pool.taken, "capacity": max(pool.capacity + delta, 0)},
        )
    if pool.pk is None:
        pool.save()
    SeatPosting.objects.create(pool=pool, kind=kind, delta=delta, reason=reason[:200], by=by)
    page_cache.bump()
    changes.tell(changes.CapacityChanged(offering=offering, pool=pool, delta=delta, by=by))
    pool.refresh_from_db(fields=["capacity", "taken"])
    details = {
        "name": str(unit or offering),
        "capacity": pool.capacity,
        "taken": pool.taken,
        "changes": {"delta": delta, "kind": str(kind), "capacity": pool.capacity},
    }
    return Result(EventOutcome.PLACES_POSTED, pool, details, reason)


def _pool_for(offering: Offering, unit: Any) -> SeatPool:
    unit_id = unit.pk if unit else None
    for pool in lock_pools(offering):
        if pool.unit_id == unit_id:
            return pool
    return SeatPool(offering=offering, unit=unit)
