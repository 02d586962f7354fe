"""What the conflict rules know: loaded once for all wanted slots, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, Sum

from events.conflicts.kinds import NAMES, Taken, Wanted, offering_of
from events.conflicts.people import Shared, shared_people
from events.conflicts.timelines import AROUND, NOBODY, Timelines, timelines_of
from events.models import (
    Bus,
    OpeningException,
    OpeningRule,
    RouteBus,
    SeatPool,
    Session,
    SessionSpeaker,
    Speaker,
    SpeakerAbsence,
    TeachingPoint,
    Venue,
    VenueBooking,
    Workday,
)
from publishing import dates

# What is read of a session that is there: rows of all columns would be slow for a list of many.
READ = (
    "starts_at", "ends_at", "offering_id", "pk", "title", "form", "venue_id", "teaching_point_id",
    "speaker_id", "bus_id", "others", *NAMES,
)  # fmt: skip


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

    @cached_property
    def timelines(self) -> Timelines:
        """What is there or wanted, by what it takes."""
        return timelines_of([*self.there, *self.wanted])

    def sharing(self, taken: Taken, name: str, key: int | None = None) -> list[Taken]:
        """What takes the same beside `taken` and near it; `key`: another one of that kind."""
        key = getattr(taken, name) if key is None else key
        return self.timelines.get((name, key or 0), NOBODY).near(taken)

    @cached_property
    def sharers(self) -> dict[int, list[int]]:
        """With which offerings one has participants in common, by its key."""
        found: dict[int, list[int]] = defaultdict(list)
        for own, other in self.shared:
            found[own].append(other)
        return found


def load(wanted: Sequence[Wanted], at: datetime, without: Collection[int]) -> World:
    """Read what concerns the wanted slots; needs at least one of them."""
    start = min(w.slot.starts_at for w in wanted)
    end = max(w.slot.ends_at for w in wanted)
    shared = shared_people({w.offering_id for w in wanted}, start, end)
    rows = _there(wanted, {other for _own, other in shared}, without)
    places = _places({*(w.offering_id for w in wanted), *(row.offering_id for row in rows)})
    taken = [_wanted(w, places) for w in wanted]
    there = [_session(row, places) for row in rows]
    booked = _booked([*taken, *there])
    taken = [_as_booked(t, booked) for t in taken]
    there = [*(_as_booked(t, booked) for t in there), *_routes(taken, without)]
    venues = {t.venue_id for t in (*taken, *there)}
    speakers = {key for t in taken for key in t.keys("speaker_id")}
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
        offering=wanted.offering,
        route_id=getattr(slot, "route_id", None),
        others=_others(getattr(slot, "others", ())),
    )


def _others(read: Any) -> tuple[int, ...]:
    """Keys as a session has them, or as `with_others` reads them: 3,5."""
    return tuple(map(int, read.split(","))) if isinstance(read, str) else tuple(read or ())


def _places(offerings: set[int]) -> dict[int, int]:
    """How many each offering has room for. One query."""
    pools = SeatPool.objects.filter(offering__in=offerings).order_by()
    return dict(pools.values_list("offering").annotate(places=Sum("capacity")))


def _there(wanted: Sequence[Wanted], sharing: set[int], without: Collection[int]) -> list[Any]:
    """Sessions around the wanted ones that take what they take, or the same people. One query."""
    slots = [w.slot for w in wanted]
    speaking = {key for w in wanted for key in _wanted(w, {}).keys("speaker_id")}
    start = min(slot.starts_at for slot in slots) - AROUND
    end = max(slot.ends_at for slot in slots) + AROUND
    concerned = (
        Q(venue__in=_known(slot.venue_id for slot in slots))
        | Q(teaching_point__in=_known(slot.teaching_point_id for slot in slots))
        | Q(pk__in=_speaking(speaking, start, end))
        | Q(bus__in=_known(getattr(slot, "bus_id", None) for slot in slots))
        | Q(offering__in=sharing | {w.offering_id for w in wanted})
    )
    gone = {w.session_id for w in wanted if w.session_id} | set(without)
    sessions = Session.objects.holding().between(start, end).filter(concerned)
    rows = sessions.exclude(pk__in=gone).order_by("starts_at", "pk")
    return list(rows.with_others().values_list(*READ, named=True))


def _speaking(speakers: set[int], start: datetime, end: datetime) -> Any:
    """Keys of the sessions in which one of them speaks in a span of time."""
    rows = SessionSpeaker.objects.filter(speaker__in=speakers).order_by()
    return rows.filter(starts_at__lt=end, ends_at__gt=start).values("session")


def _session(row: Any, places: dict[int, int]) -> Taken:
    return Taken(
        key="",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        offering_id=row.offering_id,
        session_id=row.pk,
        title=row.title,
        form=row.form,
        venue_id=row.venue_id,
        point_id=row.teaching_point_id,
        speaker_id=row.speaker_id,
        bus_id=row.bus_id,
        headcount=places.get(row.offering_id, 0),
        offering=offering_of(row),
        others=_others(row.others),
    )


def _routes(taken: list[Taken], without: Collection[int]) -> list[Taken]:
    """Ways of visits on which the wanted buses are, but those to sessions gone. One query."""
    start, end = min(t.starts_at for t in taken), max(t.ends_at for t in taken)
    known = {t.route_id for t in taken if t.route_id}
    rows = (
        RouteBus.objects.filter(bus__in=_known(t.bus_id for t in taken), released=False)
        .filter(starts_at__lt=end, ends_at__gt=start)
        .exclude(Q(route__in=known) | Q(route__session__in=without))
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
