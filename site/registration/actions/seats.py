"""Locking an offering with what its notices say, and telling listings of seats taken or freed."""

from typing import Any

from events.actions.locks import lock_offering
from events.models import Offering, SeatPool
from publishing import page_cache
from registration.telling import sessions_told


def lock_with_session(offering: Offering) -> Offering:
    """As `lock_offering`, with the first session read along: one statement for almost everybody.

    The session is not locked: it is what it was when the statement began. Whoever moves a session
    raises the offering's revision, so a revision other than the reader's own says that it may have
    changed while we waited for the lock. Then it is left out, and read anew where it is needed.
    """
    sessions = sessions_told(offering)
    first = sessions.select_for_update(no_key=True, of=("offering",)).first()
    if first is None:
        return lock_offering(offering)
    locked: Any = first.offering
    if locked.revision == offering.revision:
        locked.first_session = first
    return locked


def with_figures(offering: Any, pools: list[SeatPool]) -> Any:
    """A locked offering with the figures of its locked pools, without asking anew."""
    offering.capacity = sum(pool.capacity for pool in pools)
    offering.taken = sum(pool.taken for pool in pools)
    return offering


def tell_listings(offering: Any, seats: int) -> None:
    """Renew the cached pages that show it when `seats` taken (negative: freed) changed its word.

    `offering` carries its figures as they are afterwards.
    """
    capacity, taken = offering.capacity, offering.taken
    before = offering.availability(capacity=capacity, taken=taken - seats)
    if before != offering.availability(capacity=capacity, taken=taken):
        page_cache.bump_words(offering.pk)
