"""What the conflict rules know: loaded once for all wanted slots, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from events.conflicts.kinds import Taken, Wanted
from events.conflicts.people import Shared, shared_people
from events.models import (
    Bus,
    Offering,
    OpeningException,
    OpeningRule,
    RouteBus,
    Session,
    Speaker,
    SpeakerAbsence,
    TeachingPoint,
    Venue,
    VenueBooking,
    Workday,
)
from publishing import dates

# Longer than any way between two venues.
AROUND = timedelta(hours=12)


@dataclass(frozen=True)
class World:
    """Everything that a slot can run into; records are found by their keys."""

    at: datetime
    wanted: list[Taken]
    there: list[Taken]
    venues: dict[int, Venue]
    points: dict[int, TeachingPoint]
    speakers: dict[int, Speaker]
    buses: dict[int, Bus]
    opening: dict[int, list[OpeningRule]]
    exceptions: dict[int, list[OpeningException]]
    absences: dict[int, list[SpeakerAbsence]]
    days: dict[date, Workday]
    shared: Shared

    def others(self, taken: Taken) -> list[Taken]:
        """All that is there or wanted beside `taken`."""
        return [*self.there, *(other for other in self.wanted if other is not taken)]


def load(wanted: Sequence[Wanted], at: datetime, without: Collection[int]) -> World:
    """Read what concerns the wanted slots; needs at least one of them."""
    start = min(w.slot.starts_at for w in wanted)
    end = max(w.slot.ends_at for w in wanted)
    shared = shared_people({w.offering_id for w in wanted}, start, end)
    places = dict(
        Offering.objects.filter(pk__in={w.offering_id for w in wanted})
        .with_seats()
        .values_list("pk", "capacity")
    )
    taken = [_wanted(w, places) for w in wanted]
    there = _there(taken, {other for _own, other in shared}, without)
    booked = _booked([*taken, *there])
    taken = [_as_booked(t, booked) for t in taken]
    there = [*(_as_booked(t, booked) for t in there), *_routes(taken)]
    venues = {t.venue_id for t in (*taken, *there)}
    speakers = {t.speaker_id for t in taken}
    return World(
        at=at,
        wanted=taken,
        there=there,
        venues=Venue.objects.in_bulk(_known(venues)),
        points=TeachingPoint.objects.in_bulk(_known(t.point_id for t in taken)),
        speakers=Speaker.objects.in_bulk(_known(speakers)),
        buses=Bus.objects.in_bulk(_known(t.bus_id for t in taken)),
        opening=_by("venue_id", OpeningRule.objects.filter(venue__in=_known(venues))),
        exceptions=_by("venue_id", OpeningException.objects.filter(venue__in=_known(venues))),
        absences=_by("speaker_id", SpeakerAbsence.objects.filter(speaker__in=_known(speakers))),
        days=_days(min(start, at), end),
        shared=shared,
    )


def _wanted(wanted: Wanted, places: dict[int, int]) -> Taken:
    slot = wanted.slot
    return Taken(
        key=wanted.key,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        offering_id=wanted.offering_id,
        session_id=wanted.session_id,
        title=slot.title,
        form=slot.form,
        venue_id=slot.venue_id,
        point_id=slot.teaching_point_id,
        speaker_id=slot.speaker_id,
        bus_id=getattr(slot, "bus_id", None),
        headcount=wanted.headcount or places.get(wanted.offering_id, 0),
        route_id=getattr(slot, "route_id", None),
    )


def _there(taken: list[Taken], sharing: set[int], without: Collection[int]) -> list[Taken]:
    """Sessions around the wanted ones that take what they take, or the same people. One query."""
    start = min(t.starts_at for t in taken) - AROUND
    end = max(t.ends_at for t in taken) + AROUND
    concerned = (
        Q(venue__in=_known(t.venue_id for t in taken))
        | Q(teaching_point__in=_known(t.point_id for t in taken))
        | Q(speaker__in=_known(t.speaker_id for t in taken))
        | Q(bus__in=_known(t.bus_id for t in taken))
        | Q(offering__in=sharing | {t.offering_id for t in taken})
    )
    gone = {t.session_id for t in taken if t.session_id} | set(without)
    sessions = Session.objects.holding().between(start, end).filter(concerned)
    sessions = sessions.exclude(pk__in=gone).with_seats().select_related("offering__page")
    return [_session(session) for session in sessions.order_by("starts_at", "pk")]


def _session(session: Any) -> Taken:
    return Taken(
        key="",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        offering_id=session.offering_id,
        session_id=session.pk,
        title=session.title,
        form=session.form,
        venue_id=session.venue_id,
        point_id=session.teaching_point_id,
        speaker_id=session.speaker_id,
        bus_id=session.bus_id,
        headcount=session.capacity,
        offering=str(session.offering),
    )


def _routes(taken: list[Taken]) -> list[Taken]:
    """Ways of visits on which the wanted buses are. One query."""
    start, end = min(t.starts_at for t in taken), max(t.ends_at for t in taken)
    known = {t.route_id for t in taken if t.route_id}
    rows = (
        RouteBus.objects.filter(bus__in=_known(t.bus_id for t in taken), released=False)
        .filter(starts_at__lt=end, ends_at__gt=start)
        .exclude(route__in=known)
        .select_related("route__offering__page")
    )
    return [
        Taken(
            key="", starts_at=row.starts_at, ends_at=row.ends_at,
            offering_id=row.route.offering_id, session_id=None, title=str(row.route), form="",
            venue_id=None, point_id=None, speaker_id=None, bus_id=row.bus_id,
            headcount=row.headcount, offering=str(row.route.offering), route_id=row.route_id,
        )
        for row in rows.order_by("starts_at", "pk")
    ]  # fmt: skip


def _booked(taken: list[Taken]) -> dict[tuple[int, int], VenueBooking]:
    """Bookings that stand, by session and venue. One query."""
    rows = VenueBooking.objects.standing().filter(session__in=_known(t.session_id for t in taken))
    return {(row.session_id, row.venue_id): row for row in rows}


def _as_booked(taken: Taken, booked: dict[tuple[int, int], VenueBooking]) -> Taken:
    """With as many people as the venue was told, where it was told."""
    booking = booked.get((taken.session_id or 0, taken.venue_id or 0))
    if booking is None:
        return taken
    return replace(taken, headcount=booking.headcount, with_guide=booking.guide_wanted)


def _known(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def _by(name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _days(start: datetime, end: datetime) -> dict[date, Workday]:
    span = (dates.local_date(start), dates.local_date(end))
    return {day.on: day for day in Workday.objects.filter(on__range=span)}
