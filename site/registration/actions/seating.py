"""Which nominees of a unit hold its places: the first of its ranking, as many as there are places.

A unit draws on its own pool, else on that of the nearest unit above it that was granted places.
What other units already hold there is never taken from them.
"""

from collections import defaultdict
from typing import Any

from events.models import Offering, SeatPool
from registration.actions.moves import take_turns
from registration.actions.pools import open_to
from registration.enums import RegistrationState
from registration.models import Registration


def ranking_of(offering: Offering, unit: Any) -> list[Registration]:
    """The living nominations of a unit in their ranking."""
    rows = Registration.objects.filter(
        offering=offering, state=RegistrationState.NOMINATED, nominated_unit=unit
    )
    return list(rows.select_related("person", "nominated_unit", "unit").order_by("rank", "pk"))


def quota_pool(unit: Any, pools: list[SeatPool]) -> SeatPool | None:
    """The pool granted to a unit or the nearest above it; None when there is none."""
    return next((pool for pool in open_to(unit, pools) if pool.unit_id is not None), None)


def seat_by_rank(offering: Offering, pools: list[SeatPool], unit: Any = None) -> None:
    """Number the rankings from 1 and let their first hold the places; all units', or `unit`'s.

    Offering and pools are locked by the caller; the figures of `pools` follow. As many statements
    however many people change places.
    """
    rows = Registration.objects.filter(offering=offering, state=RegistrationState.NOMINATED)
    if unit is not None:
        rows = rows.filter(nominated_unit=unit)
    # A nomination always names its unit: the database holds that.
    by_unit: dict[Any, list[Registration]] = defaultdict(list)
    for row in rows.select_related("nominated_unit").order_by("rank", "pk"):
        by_unit[row.nominated_unit].append(row)
    changed: list[Registration] = []
    for one in sorted(by_unit, key=lambda one: one.path):
        changed += _seat(by_unit[one], pools)
    take_turns(changed)
    # First those who give a place up, then those who get one.
    without = [row for row in changed if row.pool_id is None]
    Registration.objects.bulk_update(without, ["rank", "pool"])
    Registration.objects.bulk_update([row for row in changed if row.pool_id], ["rank", "pool"])


def _seat(listed: list[Registration], pools: list[SeatPool]) -> list[Registration]:
    """Set rank and pool of one unit's nominations; return those that changed."""
    pool = quota_pool(listed[0].nominated_unit, pools)
    known = {one.pk: one for one in pools}
    before = [(row.rank, row.pool_id) for row in listed]
    for row in listed:
        if row.pool_id in known:
            known[row.pool_id].taken -= 1 + row.companions
        row.pool = None
    for number, row in enumerate(listed, start=1):
        row.rank = number
        if pool is not None and pool.left >= 1 + row.companions:
            row.pool = pool
            pool.taken += 1 + row.companions
    return [row for row, old in zip(listed, before, strict=True) if (row.rank, row.pool_id) != old]
