"""What a device takes along: the roster of a session, sealed, and what it comes to afterwards."""

from collections import Counter, defaultdict
from typing import Any

from django.core import signing
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from attendance import windows
from attendance.bearer import GOOD_FOR
from attendance.enums import Stage
from attendance.guests import guests_of
from attendance.models import LONGEST_STOP, DeskMark, DeskToken, MakeUp, Pass, point_of
from attendance.passes import fingerprints
from attendance.presence import late_from
from attendance.queries import is_called_off
from attendance.remote import EVERYWHERE, Spot, layout_at
from attendance.roster import Entry, count, figures, roster
from attendance.settling import last_seen
from events.models import RouteBus, RouteStop
from publishing import dates

SALT = "attendance.roster"
LONGEST_BUS = 20


def seal(desk: DeskToken, session: Any) -> str:
    """What shows that a batch was noted on a roster that this site gave to this very device."""
    return signing.dumps([desk.public_id, session.public_id], salt=SALT)


def is_sealed(desk: DeskToken, session: Any, text: str) -> bool:
    """Whether `text` is the seal of this session's roster on this device."""
    try:
        named = signing.loads(text, salt=SALT, max_age=2 * GOOD_FOR)
    except signing.BadSignature:
        return False
    return named == [desk.public_id, session.public_id]


def taken_along(desk: DeskToken, session: Any) -> dict[str, Any]:
    """The roster as a device keeps it. Passes are fingerprints: none can be made from it."""
    layout = layout_at(session)
    spot = layout.spot(desk.spot)
    entries = roster(session, spot=spot)
    guests = guests_of(session)
    people = [entry.registration.person_id for entry in entries]
    people += [guest.person.pk for guest in guests]
    passes = {
        row.person_id: fingerprints(row)
        for row in Pass.objects.filter(person__in=people, revoked_at=None)
    }
    seen: dict[int, dict[str, str]] = defaultdict(dict)
    noted = DeskMark.objects.standing().filter(session=session)
    for (stage, who), mark in last_seen(noted).items():
        seen[who][stage] = mark.bus
    return {
        "session": about(session, spot),
        "stages": [{"key": key, "label": label} for key, label in points_of(session).items()],
        "buses": buses_of(session),
        "people": [
            *(_line(entry, passes, seen[entry.registration.pk]) for entry in entries),
            *(_guest(one, passes, seen[one.makeup_for.registration_id]) for one in guests),
        ],
        "issued_at": timezone.now(),
        "expires_at": desk.expires_at,
        "seal": seal(desk, session),
    }


def about(session: Any, spot: Spot = EVERYWHERE) -> dict[str, Any]:
    """The facts of a session that stand above its roster, at the site where a device stands."""
    place = session.teaching_point or session.venue or session.place_note
    if not spot.is_everywhere:
        place = " · ".join(filter(None, [spot.name, spot.place or str(place or "")]))
    return {
        "id": session.public_id,
        "title": session.title,
        "when": dates.when(session.starts_at, session.ends_at),
        "place": str(place or ""),
        "opens_at": windows.opens_at(session),
        "late_from": late_from(session),
        "closes_at": windows.closes_at(session),
        "called_off": is_called_off(session),
    }


def points_of(session: Any) -> dict[str, str]:
    """Where a group is counted, by key with its name: meeting point, each stop of its routes, the
    venue, the way back. A stop at the venue of the session is the venue.
    """
    stops = RouteStop.objects.filter(_leads_to(session)).select_related("venue")
    away = stops.exclude(venue=session.venue_id) if session.venue_id else stops
    names = [str(one)[:LONGEST_STOP] for one in away.order_by("arrives_at", "sort_order", "pk")]
    found: dict[str, str] = {}
    for stage in Stage:
        if stage == Stage.STOP:
            found |= {point_of(stage, name): name for name in names}
        else:
            found[stage.value] = str(stage.label)
    return found


def _leads_to(session: Any) -> Q:
    """Condition: what belongs to a route that leads to a session, or serves its whole offering."""
    of_session = Q(route__session=session) | Q(route__session=None)
    return Q(route__offering_id=session.offering_id) & of_session


def buses_of(session: Any) -> list[str]:
    """The buses of the routes that lead to a session, or serve its whole offering, in order."""
    rows = RouteBus.objects.filter(_leads_to(session), released=False).select_related("bus")
    in_order = rows.order_by("route", "sort_order", "pk")
    return list(dict.fromkeys(str(row.bus)[:LONGEST_BUS] for row in in_order))


def _line(entry: Any, passes: dict[int, list[str]], seen: dict[str, str]) -> dict[str, Any]:
    prints = passes.get(entry.registration.person_id, [])
    came = entry.attendance.in_at if entry.attendance and entry.is_here else None
    return {
        "id": entry.id,
        "name": entry.name,
        "unit": str(entry.registration.unit or ""),
        "key": entry.search_key,
        "expected": entry.is_expected,
        "word": str(entry.word),
        "here": entry.is_here,
        "came": dates.clock(came) if came else "",
        "companions": entry.registration.companions,
        "pass": next(iter(prints), ""),
        "older": prints[1:],
        "seen": seen,
    }


def _guest(guest: MakeUp, passes: dict[int, list[str]], seen: dict[str, str]) -> dict[str, Any]:
    """A guest, under the registration whose session was missed; beside the people of the roster."""
    prints = passes.get(guest.person.pk, [])
    registration = guest.makeup_for.registration
    return {
        "id": registration.public_id,
        "name": guest.person.name,
        "unit": " · ".join(
            filter(None, [gettext("makes a session up"), str(registration.unit or "")])
        ),
        "key": guest.person.name_key,
        "expected": True,
        "guest": True,
        "word": str(guest.get_state_display()),
        "here": guest.in_at is not None,
        "came": dates.clock(guest.in_at) if guest.in_at else "",
        "companions": 0,
        "pass": next(iter(prints), ""),
        "older": prints[1:],
        "seen": seen,
    }


def stats(desk: DeskToken, session: Any) -> dict[str, Any]:
    """Distinct people at each stage, at each stop and in each bus, and what two desks said
    differently: of those who count where this desk stands.
    """
    spot = layout_at(session).spot(desk.spot)
    here = None if spot.is_everywhere else roster(session, spot=spot)
    counted = count(session) if here is None else figures(here)
    marks = _at(spot, here, session, DeskMark.objects.standing())
    people: Counter[tuple[str, str]] = Counter()
    with_them: Counter[tuple[str, str]] = Counter()
    points = points_of(session)
    for (point, _who), mark in last_seen(marks).items():
        # A stop that is on the route no more was one when somebody was counted there.
        points.setdefault(point, mark.stop)
        people[point, mark.bus] += 1
        with_them[point, mark.bus] += mark.registration.companions
    overruled = DeskMark.objects.filter(outcome="corrected_since")
    return {
        "arrived": counted.arrived,
        "expected": counted.expected,
        "stages": [_stage(point, label, people, with_them) for point, label in points.items()],
        "conflicts": _conflicts(marks, _at(spot, here, session, overruled)),
    }


def _at(spot: Spot, here: list[Entry] | None, session: Any, rows: Any) -> list[DeskMark]:
    """Those of a session's marks that belong to one spot: of its people, and of guests whom a desk
    noted there.
    """
    marks = rows.filter(session=session).select_related("registration__person", "desk")
    if here is None:
        return list(marks)
    keys = {entry.registration.pk for entry in here}
    return [
        mark
        for mark in marks
        if mark.registration_id in keys
        or (
            mark.registration is not None
            and mark.registration.offering_id != session.offering_id
            and mark.desk is not None
            and mark.desk.spot == spot.key
        )
    ]


def _stage(point: str, label: str, people: Counter[Any], with_them: Counter[Any]) -> dict[str, Any]:
    buses = [
        {"bus": bus, "people": number, "companions": with_them[name, bus]}
        for (name, bus), number in sorted(people.items())
        if name == point
    ]
    return {
        "stage": point,
        "label": label,
        "people": sum(bus["people"] for bus in buses),
        "companions": sum(bus["companions"] for bus in buses),
        "buses": buses,
    }


def _conflicts(marks: list[DeskMark], overruled: list[DeskMark]) -> list[dict[str, str]]:
    """Who sits in two buses by two desks, and whom a correction by hand overruled."""
    by_person: dict[tuple[str, int], list[DeskMark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (mark.taken_at, mark.mark_id)):
        by_person[mark.point, mark.registration_id].append(mark)  # type: ignore[index]
    found = []
    for rows in by_person.values():
        buses = list(dict.fromkeys(mark.bus for mark in rows if mark.bus))
        if len(buses) > 1:
            words = gettext("noted in several buses: %(buses)s. The last one counts.")
            found.append(_conflict(rows[-1], words % {"buses": ", ".join(buses)}))
    words = gettext("a later correction by hand stands against a desk's mark.")
    found += [_conflict(mark, words) for mark in overruled]
    return found


def _conflict(mark: DeskMark, words: str) -> dict[str, str]:
    assert mark.registration is not None
    return {"id": mark.registration.public_id, "name": mark.registration.person.name, "why": words}
