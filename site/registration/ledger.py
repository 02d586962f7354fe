"""The ledger of places (名额台账), read: what each unit was granted, has used, has left."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum

from events.enums import PostingKind
from events.models import Offering, SeatPool, SeatPosting
from registration.models import Milestone


@dataclass(frozen=True)
class Balance:
    """One unit's line, or that of the general places (unit None). All figures are places.

    granted + transferred - returned - lapsed = capacity, and used + left = capacity.
    """

    unit: Any
    granted: int
    transferred: int
    returned: int
    lapsed: int
    capacity: int
    used: int
    missing: list[tuple[Milestone, int]] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Places not used yet."""
        return self.capacity - self.used


@dataclass(frozen=True)
class Ledger:
    """All lines of an offering, units in official order, and their sums."""

    units: list[Balance]
    general: Balance
    total: Balance
    milestones: list[Milestone]


def ledger_of(offering: Offering) -> Ledger:
    """Every unit's balance. Three queries, however many units."""
    milestones = list(Milestone.objects.filter(rule__offering=offering))
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    postings = SeatPosting.objects.filter(pool__offering=offering).order_by()
    for pool_id, kind, places in postings.values_list("pool", "kind").annotate(Sum("delta")):
        sums[pool_id][kind] = places
    pools = SeatPool.objects.filter(offering=offering).select_related("unit")
    lines = [
        balance_of(pool, sums[pool.pk], milestones) for pool in pools.order_by("unit__path", "pk")
    ]
    units = [line for line in lines if line.unit is not None]
    general = next((line for line in lines if line.unit is None), _total([]))
    return Ledger(units, general, _total(units), milestones)


def balance_of(pool: SeatPool, sums: dict[str, int], milestones: list[Milestone]) -> Balance:
    """One pool's line from its counters and the sums of its postings by kind."""
    return Balance(
        unit=pool.unit,
        granted=sums.get(PostingKind.GRANT, 0),
        transferred=sums.get(PostingKind.TRANSFER, 0),
        returned=-sums.get(PostingKind.RETURN, 0),
        lapsed=-sums.get(PostingKind.LAPSE, 0),
        capacity=pool.capacity,
        used=pool.taken,
        missing=[
            (milestone, number)
            for milestone in milestones
            if pool.unit_id is not None and (number := missing_at(milestone, pool))
        ],
    )


def missing_at(milestone: Milestone, pool: SeatPool) -> int:
    """How many places the pool's unit still has to use for a milestone; 0 when it has them."""
    return max(min(milestone.number, pool.capacity) - pool.taken, 0)


def _total(lines: list[Balance]) -> Balance:
    return Balance(
        unit=None,
        granted=sum(line.granted for line in lines),
        transferred=sum(line.transferred for line in lines),
        returned=sum(line.returned for line in lines),
        lapsed=sum(line.lapsed for line in lines),
        capacity=sum(line.capacity for line in lines),
        used=sum(line.used for line in lines),
    )
