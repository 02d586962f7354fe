"""What rows of stops would do to the tours they name.

A row means the stop with its number, else the one of that unit at that hour. A stop whose
timetable has several sessions, and one that is cancelled or over, is left to its own page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import OVER, OfferingState
from events.models import Offering, SeatPool, Session
from events.rules import manage_offering
from publishing.tabular.tables import Findings, Row

MOST_STOPS = 500
EDITED = ("number", "label", "audience", "lead_unit")
SAID = ("title", "speaker", "credit_hours")
PLACED = ("starts_at", "ends_at", "venue", "teaching_point", "place_note")


@dataclass
class Stop:
    """One row as it is meant: what it says, and the stop that is there already."""

    row: Row
    page: Any
    values: dict[str, Any]
    places: int | None = None
    offering: Any = None
    session: Any = None
    # What becomes different of the one that is there.
    edits: dict[str, Any] = field(default_factory=dict)
    moves: dict[str, Any] = field(default_factory=dict)
    says: dict[str, Any] = field(default_factory=dict)
    team: Any = None
    more_places: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether anything has to be written to the stop that is there."""
        return bool(self.edits or self.moves or self.says or self.team or self.more_places)


@dataclass
class StopPlan:
    """All stops of the rows, and what is wrong with them."""

    findings: Findings = field(default_factory=Findings)
    stops: list[Stop] = field(default_factory=list)
    is_whole: bool = True  # every row could be read


def plan_stops(rows: Sequence[Row], by: Any) -> StopPlan:
    """Look every row up; the plan may be written when its findings hold no error."""
    plan = StopPlan()
    if len(rows) > MOST_STOPS:
        words = _("At most %(most)s stops a file, please.") % {"most": MOST_STOPS}
        plan.findings.wrong(rows[MOST_STOPS], "", words)
        return plan
    pages = {row.get("tour") for row in rows} - {None}
    known = _Known(pages)
    first: dict[Any, int] = {}
    for row in rows:
        stop = _read(row, plan.findings)
        plan.is_whole = plan.is_whole and stop is not None
        if stop is not None and not _is_twice(stop, first, plan.findings):
            _find(stop, known, by, plan.findings)
            plan.stops.append(stop)
    return plan


class _Known:
    """The stops of the tours that are named: three queries."""

    def __init__(self, pages: Any) -> None:
        offerings = Offering.objects.filter(page__in=[page.pk for page in pages])
        self.by_number: dict[Any, Any] = {}
        self.by_hour: dict[Any, Any] = {}
        self.sessions: dict[int, list[Any]] = {}
        self.capacity = dict(
            SeatPool.objects.filter(offering__in=offerings, unit=None).values_list(
                "offering", "capacity"
            )
        )
        held = Session.objects.held().filter(offering__in=offerings)
        for session in held.select_related("venue", "teaching_point", "speaker"):
            self.sessions.setdefault(session.offering_id, []).append(session)
        # One that stands goes before a cancelled one with the same number.
        ordered = sorted(
            offerings.select_related("lead_unit", "page", "team"),
            key=lambda o: (o.state != OfferingState.CANCELLED, o.pk),
        )
        for offering in ordered:
            if offering.number is not None:
                self.by_number[offering.page_id, offering.number] = offering
            for session in self.sessions.get(offering.pk, []):
                key = (offering.page_id, offering.lead_unit_id, session.starts_at)
                self.by_hour[key] = offering


def _read(row: Row, findings: Findings) -> Stop | None:
    """The values of a row; None where a cell that must be filled is not."""
    needed = [row.get(name) for name in ("tour", "on", "starts", "ends", "lead_unit")]
    if any(value is None for value in needed):
        return None  # told already, at the cell
    page, on, starts, ends, unit = needed
    starts_at, ends_at = _instant(on, starts), _instant(on, ends)
    if starts_at >= ends_at:
        findings.wrong(row, "ends", _("It must end after it begins."))
        return None
    venue = row.get("venue")
    if venue is None and not row.get("place_note"):
        findings.wrong(row, "venue", _("Name a venue, or write where it is under “Place”."))
        return None
    values = {"starts_at": starts_at, "ends_at": ends_at, "lead_unit": unit, "venue": venue}
    for name in ("number", "label", "audience", "place_note", "team", *SAID):
        values[name] = row.get(name)
    if not _place_point(row, values, findings):
        return None
    return Stop(row, page, values, row.get("places"))


def _instant(on: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))


def _place_point(row: Row, values: dict[str, Any], findings: Findings) -> bool:
    name, venue = row.get("point"), values["venue"]
    values["teaching_point"] = None
    if name is None:
        return True
    points = {} if venue is None else {point.name: point for point in venue.teaching_points.all()}
    values["teaching_point"] = points.get(name)
    if name not in points:
        findings.wrong(row, "point", _("The venue has no teaching point “%s”.") % name)
    return name in points


def _is_twice(stop: Stop, first: dict[Any, int], findings: Findings) -> bool:
    keys: list[Any] = [("hour", stop.page.pk, *_hour(stop))]
    if stop.values["number"] is not None:
        keys.append(("number", stop.page.pk, stop.values["number"]))
    for key in keys:
        if key in first:
            words = _("The same stop stands in row %(row)s.") % {"row": first[key]}
            findings.wrong(stop.row, "number" if key[0] == "number" else "on", words)
            return True
    first |= dict.fromkeys(keys, stop.row.number)
    return False


def _hour(stop: Stop) -> tuple[Any, Any]:
    return stop.values["lead_unit"].pk, stop.values["starts_at"]


def _find(stop: Stop, known: _Known, by: Any, findings: Findings) -> None:
    """Which stop is meant, what becomes different of it, and whether that can be done here."""
    number = stop.values["number"]
    at_hour = known.by_hour.get((stop.page.pk, *_hour(stop)))
    numbered = known.by_number.get((stop.page.pk, number)) if number is not None else None
    other = at_hour.number if at_hour is not None and numbered is None else None
    if other is not None and number not in {None, other}:
        words = _("This unit has a stop at this hour already: number %(number)s.")
        findings.wrong(stop.row, "number", words % {"number": other})
        return
    stop.offering = numbered or at_hour
    if stop.offering is None:
        findings.new += 1
        return
    if not manage_offering.allows(by, stop.offering):
        findings.wrong(stop.row, "lead_unit", _("This stop is led by a unit beyond your reach."))
        return
    _compare(stop, known)
    if not stop.is_changed:
        findings.same += 1
    elif words := _untouchable(stop, known):
        findings.wrong(stop.row, "", words)
    else:
        findings.changed += 1


def _compare(stop: Stop, known: _Known) -> None:
    sessions = known.sessions.get(stop.offering.pk, [])
    at_hour = (session for session in sessions if session.starts_at == stop.values["starts_at"])
    stop.session = next(at_hour, sessions[0] if sessions else None)
    stop.edits = _differing(EDITED, stop.values, stop.offering)
    if stop.session is not None:
        stop.says = _differing(SAID, stop.values, stop.session)
        stop.moves = _differing(PLACED, stop.values, stop.session)
    if stop.values["team"] != stop.offering.team:
        stop.team = stop.values["team"]  # an empty cell leaves the one that goes there
    if stop.places is not None:
        stop.more_places = stop.places - known.capacity.get(stop.offering.pk, 0)


def _differing(names: Sequence[str], values: dict[str, Any], record: Any) -> dict[str, Any]:
    """An empty cell changes nothing."""
    return {
        name: values[name]
        for name in names
        if values[name] is not None and values[name] != getattr(record, name)
    }


def _untouchable(stop: Stop, known: _Known) -> str:
    """Why a stop is not changed by a file; empty where it may be."""
    if stop.offering.state in OVER:
        return _("This stop is “%(state)s”. Take the row out, or give it another number.") % {
            "state": stop.offering.get_state_display()
        }
    if len(known.sessions.get(stop.offering.pk, [])) != 1 and (stop.moves or stop.says):
        return _("This stop has a timetable of its own. Change it on its page.")
    return ""
