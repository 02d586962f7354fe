"""The one way to a place: the audience, then the pool, then the write, and what became of it.

Registering, approving, moving up, entering, admitting a nomination, taking over and walking in all
come through here, and all of them hold the offering and its pools.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from events.models import Offering, SeatPool
from notices.enums import Kind
from registration.actions.moves import begin, move
from registration.actions.pools import held_by, with_room
from registration.actions.seats import tell_listings, with_figures
from registration.enums import RegistrationState
from registration.models import Registration, RegistrationChange
from registration.telling import tell_moved


@dataclass(frozen=True)
class Terms:
    """On which terms places are given.

    `until` makes it an offer, `only` lets nobody draw from another pool, `anew` fills a revived
    row, `freed` are seats that were given up just before and of which no listing knows yet.
    """

    by: Any
    kind: Kind = Kind.CONFIRMED
    until: datetime | None = None
    only: SeatPool | None = None
    reason: str = ""
    anew: dict[str, Any] = field(default_factory=dict)
    freed: int = 0
    as_nomination: bool = False

    @property
    def state(self) -> RegistrationState:
        """What those who get a place become."""
        if self.as_nomination:
            return RegistrationState.NOMINATED
        return RegistrationState.OFFERED if self.until else RegistrationState.CONFIRMED

    @property
    def values(self) -> dict[str, Any]:
        """Fields that are written beside state and pool."""
        return self.anew | ({"offered_until": self.until} if self.until else {})


def allocate(
    rows: Iterable[Registration],
    offering: Offering,
    pools: list[SeatPool],
    terms: Terms,
) -> list[RegistrationChange]:
    """Give each of `rows`, in their order, a place of the first pool open to them that has room.

    Returns the history rows of those who got one; who fits no free place is left as they were, and
    the next is looked at. A row that holds a seat keeps its pool. People and cached pages are told,
    and the figures of `pools` follow.
    """
    given = _assign(rows, pools if terms.only is None else [terms.only])
    if not given:
        return []
    changes = _write(given, terms)
    current = with_figures(offering, pools)
    seats = sum(1 + row.companions for _pool, new in given.values() for row in new if not row.kept)
    tell_moved(terms.kind, current, changes, reason=terms.reason)
    tell_listings(current, seats - terms.freed)
    return changes


Given = dict[int, tuple[SeatPool, list[Any]]]


def _assign(rows: Iterable[Registration], pools: list[SeatPool]) -> Given:
    """Who draws from which pool; a place that is given counts as taken for the next in line."""
    given: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        pool = held_by(row, pools)
        row.kept = pool is not None  # type: ignore[attr-defined]
        if pool is None and not any(one.left > 0 for one in pools):
            if row.pool_id is None and row.state == RegistrationState.WAITLISTED:
                break  # nobody further down the line holds a seat
            continue
        if pool is None:
            pool = with_room(row.unit, pools, 1 + row.companions)
            if pool is not None:
                pool.taken += 1 + row.companions
        if pool is not None:
            given[pool.pk].append(row)
    return {pool.pk: (pool, given[pool.pk]) for pool in pools if pool.pk in given}


def _write(given: Given, terms: Terms) -> list[RegistrationChange]:
    return [change for pool, rows in given.values() for change in _seat(rows, pool, terms)]


def _seat(rows: list[Registration], pool: SeatPool, terms: Terms) -> list[RegistrationChange]:
    known = [row for row in rows if row.pk is not None]
    values = terms.values
    changes = move(known, terms.state, by=terms.by, pool=pool, reason=terms.reason, anew=values)
    for row in rows:
        if row.pk is None:
            row.state, row.pool = terms.state, pool
            for name, value in values.items():
                setattr(row, name, value)
            changes += begin(row, by=terms.by, reason=terms.reason)
    return changes
