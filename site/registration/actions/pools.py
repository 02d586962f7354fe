"""From which pool a person may draw, and how many places are free in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from events.models import Offering, SeatPool
from registration.models import AudienceRule, Registration


@dataclass
class Sight:
    """What somebody who asks finds under the offering's lock."""

    row: Registration | None  # their own registration, whatever its state
    pools: list[SeatPool]  # locked
    waiting: int  # how many stand on the waiting list
    has_rules: bool


def pools_of(offering: Any) -> list[SeatPool]:
    """All pools of an offering, or of its key, as they are at this moment, unlocked."""
    return list(SeatPool.objects.filter(offering=offering).select_related("unit").order_by("pk"))


def look(offering: Offering, person: Any) -> Sight:
    """Lock the pools of a locked offering and see who waits, what rules it, the person's own row.

    One statement for a newcomer.
    """
    of_offering = Registration.objects.filter(offering=OuterRef("offering"))
    waiting = of_offering.waiting().order_by().values("offering").annotate(number=Count("pk"))
    pools: Any = SeatPool.objects.select_for_update(no_key=True, of=("self",))
    pools = pools.filter(offering=offering).select_related("unit").order_by("pk")
    pools = list(
        pools.annotate(
            own=Subquery(of_offering.of(person).values("pk")[:1]),
            waiting=Coalesce(Subquery(waiting.values("number")), 0),
            ruled=Exists(AudienceRule.objects.filter(offering=OuterRef("offering"))),
        )
    )
    if pools and pools[0].own is None:
        return Sight(None, pools, pools[0].waiting, pools[0].ruled)
    rows = Registration.objects.filter(offering=offering)
    waits = pools[0].waiting if pools else rows.waiting().count()
    return Sight(rows.of(person).first(), pools, waits, has_rules=True)


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


def held_by(row: Registration, pools: list[SeatPool]) -> SeatPool | None:
    """The pool in which a registration holds its seats already."""
    return next((pool for pool in pools if pool.pk == row.pool_id), None)


def preview_places(rows: Iterable[Registration]) -> tuple[int, int]:
    """How many of `rows`, in their order, would get a place now, and how many not.

    Nothing is written. One query for each offering among them.
    """
    pools: dict[int, list[SeatPool]] = {}
    placed = left_out = 0
    for row in rows:
        if row.offering_id not in pools:
            pools[row.offering_id] = pools_of(row.offering_id)
        own = pools[row.offering_id]
        held = held_by(row, own)
        pool = held or with_room(row.unit, own, 1 + row.companions)
        if pool is None:
            left_out += 1
            continue
        placed += 1
        pool.taken += 0 if held else 1 + row.companions
    return placed, left_out
