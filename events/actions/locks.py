"""The one lock order: an offering, then its pools by id, then what hangs on them; a venue, a bus.

FOR NO KEY UPDATE, because plain FOR UPDATE would block the foreign keys of everybody who registers.
SQLite has no row locks: there transactions begin immediate, one after the other.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone

from events.models import Bus, Offering, SeatPool, Session, Speaker, TeachingPoint


def lock_offering(offering: Any) -> Offering:
    """The offering as it is now, locked until the transaction ends."""
    return (
        Offering.objects.select_for_update(no_key=True, of=("self",))
        .select_related("page", "lead_unit")
        .get(pk=offering.pk)
    )


def lock_offerings(keys: Iterable[int]) -> None:
    """Several at once, in the order of their keys."""
    _lock(Offering.objects, keys)


def lock_pools(offering: Offering) -> list[SeatPool]:
    """All pools of a locked offering, locked by id: nobody takes or frees a seat meanwhile."""
    pools = SeatPool.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    return list(pools.filter(offering=offering).order_by("pk"))


def lock_buses(keys: Iterable[int]) -> None:
    """Let nobody else plan with these buses until the transaction ends.

    A bus is held by sessions and by routes: no constraint sees both, whoever holds its row does.
    """
    _lock(Bus.objects, keys)


def _lock(rows: Any, keys: Iterable[int | None]) -> None:
    wanted = set(keys) - {None}
    if wanted:
        list(rows.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))


def lock_held_by(sessions: Iterable[Session], *, buses: Iterable[int] = ()) -> None:
    """Let nobody else plan with the rooms, speakers and buses of these sessions meanwhile.

    `buses` are keys of further ones, those of the sessions' ways.

    Without it two who write at once would wait for each other in the exclusion constraints.
    """
    listed = list(sessions)
    _lock(TeachingPoint.objects, (session.teaching_point_id for session in listed))
    speaking = (key for session in listed for key in (session.speaker_id, *session.others))
    _lock(Speaker.objects, speaking)
    _lock(Bus.objects, (*buses, *(session.bus_id for session in listed)))


def raise_revision(offering: Offering) -> None:
    """Say that what subscribers of the offering see has changed."""
    now = timezone.now()
    Offering.objects.filter(pk=offering.pk).update(revision=F("revision") + 1, changed_at=now)
    offering.revision, offering.changed_at = offering.revision + 1, now
