"""From which pool a person may draw, and how many places are free in each."""

from typing import Any

from events.models import Offering, SeatPool


def pools_of(offering: Offering) -> list[SeatPool]:
    """All pools of an offering as they are at this moment, unlocked."""
    return list(SeatPool.objects.filter(offering=offering).select_related("unit").order_by("pk"))


def open_to(unit: Any, pools: list[SeatPool]) -> list[SeatPool]:
    """The pools a person of `unit` may draw from: the nearest unit's first, the general last."""
    own = [
        pool
        for pool in pools
        if pool.unit is not None and unit is not None and unit.path.startswith(pool.unit.path)
    ]
    own.sort(key=lambda pool: -len(pool.unit.path if pool.unit else ""))
    return own + [pool for pool in pools if pool.unit_id is None]


def with_room(unit: Any, pools: list[SeatPool], seats: int = 1) -> SeatPool | None:
    """The first pool that has `seats` places for a person of `unit`."""
    return next((pool for pool in open_to(unit, pools) if pool.left >= seats), None)
