"""The one lock order: an offering, then its pools by id, then what hangs on them; a venue, a bus.

FOR NO KEY UPDATE, because plain FOR UPDATE would block the foreign keys of everybody who registers.
SQLite has no row locks: there transactions begin immediate, one after the other.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone

from events.models import Bus, Offering, SeatPool


def lock_offering(offering: Any) -> Offering:
    """The offering as it is now, locked until the transaction ends."""
    return (
        Offering.objects.select_for_update(no_key=True, of=("self",))
        .select_related("page", "lead_unit")
        .get(pk=offering.pk)
    )


def lock_pools(offering: Offering) -> list[SeatPool]:
    """All pools of a locked offering, locked by id: nobody takes or frees a seat meanwhile."""
    pools = SeatPool.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    return list(pools.filter(offering=offering).order_by("pk"))


def lock_buses(keys: Iterable[int]) -> None:
    """Let nobody else plan with these buses until the transaction ends.

    A bus is held by sessions and by routes: no constraint sees both, whoever holds its row does.
    """
    wanted = Bus.objects.select_for_update(no_key=True).filter(pk__in=set(keys))
    list(wanted.order_by("pk"))


def raise_revision(offering: Offering) -> None:
    """Say that what subscribers of the offering see has changed."""
    now = timezone.now()
    Offering.objects.filter(pk=offering.pk).update(revision=F("revision") + 1, changed_at=now)
    offering.revision, offering.changed_at = offering.revision + 1, now
