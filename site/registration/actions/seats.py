"""Taking a seat: the database is asked, and its refusal is an answer."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from events.models import Offering
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


def fresh(offering: Offering) -> Offering:
    """The offering as committed now, with its figures; with a seat just taken, its row is ours.

    Whoever pauses or cancels locks the pools: so a seat taken meanwhile sees the new state.
    """
    return Offering.objects.with_figures().select_related("page", "lead_unit").get(pk=offering.pk)


def tell_listings(offering: Any, seats: int) -> None:
    """Renew cached pages when `seats` taken (negative: freed) changed the word listings show.

    `offering` carries its figures as they are afterwards.
    """
    capacity, taken = offering.capacity, offering.taken
    before = offering.availability(capacity=capacity, taken=taken - seats)
    if before != offering.availability(capacity=capacity, taken=taken):
        page_cache.bump()
