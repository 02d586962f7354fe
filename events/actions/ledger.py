"""Several lines of the ledger at once, under the caller's locks: all of them or none."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events import changes
from events.models import Offering, SeatPool, SeatPosting
from publishing import page_cache


@dataclass(frozen=True)
class Line:
    """`delta` places into (or out of) the pool of `unit`, or the general one (None)."""

    unit: Any
    delta: int
    kind: str
    reason: str = ""


class TooFewFree(Exception):
    """Posting would leave `pool` with fewer places than are taken."""

    def __init__(self, pool: SeatPool) -> None:
        super().__init__()
        self.pool = pool


def post_lines(
    *, by: Any, offering: Offering, pools: list[SeatPool], lines: Iterable[Line]
) -> list[SeatPosting]:
    """Post the lines, make the pools they lack, and tell the followers once.

    Offering and pools are locked by the caller; `pools` follows what is posted. Raises TooFewFree
    before anything is written.
    """
    # What is added stands first: no line in between asks for more than there is.
    wanted = sorted((line for line in lines if line.delta), key=lambda line: -line.delta)
    net: dict[int | None, int] = defaultdict(int)
    for line in wanted:
        net[line.unit.pk if line.unit else None] += line.delta
    known = {pool.unit_id: pool for pool in pools}
    for unit_id, delta in net.items():
        pool = known.get(unit_id) or SeatPool(offering=offering, unit_id=unit_id)
        if pool.capacity + delta < pool.taken:
            raise TooFewFree(pool)
    made = SeatPool.objects.bulk_create(
        SeatPool(offering=offering, unit=line.unit)
        for line in {line.unit.pk if line.unit else None: line for line in wanted}.values()
        if (line.unit.pk if line.unit else None) not in known
    )
    pools.extend(made)
    known |= {pool.unit_id: pool for pool in made}
    postings = SeatPosting.objects.bulk_create(
        SeatPosting(
            pool=known[line.unit.pk if line.unit else None],
            kind=line.kind,
            delta=line.delta,
            reason=line.reason[:200],
            by=by,
        )
        for line in wanted
    )
    for unit_id, delta in net.items():
        known[unit_id].capacity += delta
    _tell(offering, [(known[unit_id], delta) for unit_id, delta in net.items()], by=by)
    return postings


def _tell(offering: Offering, moved: list[tuple[SeatPool, int]], *, by: Any) -> None:
    """One change for all pools: five hundred units are not promoted one after the other."""
    page_cache.bump()
    more = [(pool, delta) for pool, delta in moved if delta > 0]
    told = more or moved
    if told:
        pool = told[0][0] if len(told) == 1 else None
        delta = sum(delta for _, delta in told)
        changes.tell(changes.CapacityChanged(offering=offering, pool=pool, delta=delta, by=by))
