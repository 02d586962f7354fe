"""Comparing the counters of pools with the registrations they count."""

from typing import Any

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from events.models import SeatPool
from registration.models import Registration


def differing_pools() -> list[Any]:
    """Pools whose `taken` is not the sum of seats held, each with `held`; one query for all."""
    held = Registration.objects.holding().filter(pool=OuterRef("pk")).order_by().values("pool")
    seats = held.annotate(seats=Sum(F("companions") + 1)).values("seats")
    counted = SeatPool.objects.annotate(held=Coalesce(Subquery(seats), 0))
    return list(counted.exclude(taken=F("held")).order_by("pk"))
