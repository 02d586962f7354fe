"""Taking a seat: the database is asked, and its refusal is an answer."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from events.models import Offering, SeatPool, Session
from publishing import page_cache
from registration.constraints import SEATS, broken


def try_to_take(write: Callable[[], Any]) -> Any:
    """What `write` returns, or None when the pool had no seat left; everything else is raised."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if broken(error) != SEATS:
            raise
        return None


def fresh(offering: Offering) -> Any:
    """The offering as committed now, with `capacity`, `taken` and its `first_session`; one query.

    Whoever pauses or cancels locks the pools: so with a seat just taken, one sees the new state.
    """
    sessions = Session.objects.filter(offering=offering).held().with_places()
    first = sessions.with_seats().first()
    if first is None:
        offerings = Offering.objects.with_seats().select_related("page", "lead_unit")
        current: Any = offerings.get(pk=offering.pk)
    else:
        current = first.offering
        current.capacity, current.taken = first.capacity, first.taken
    current.first_session = first
    return current


def with_figures(offering: Any, pools: list[SeatPool]) -> Any:
    """A locked offering with the figures of its locked pools, without asking anew."""
    offering.capacity = sum(pool.capacity for pool in pools)
    offering.taken = sum(pool.taken for pool in pools)
    return offering


def tell_listings(offering: Any, seats: int) -> None:
    """Renew cached pages when `seats` taken (negative: freed) changed the word listings show.

    `offering` carries its figures as they are afterwards.
    """
    capacity, taken = offering.capacity, offering.taken
    before = offering.availability(capacity=capacity, taken=taken - seats)
    if before != offering.availability(capacity=capacity, taken=taken):
        page_cache.bump()
