"""What the rows of a timetable would do to the sessions of an offering."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import SessionForm
from events.models import Offering, Session, Speaker, Topic, Venue
from events.topics import FILLED, filled
from publishing.tabular.tables import Findings, Row


@dataclass
class Slot:
    """A row understood: the session it speaks of, None for a new one, and what it says.

    It is a session, or what a draft makes of one.
    """

    row: Row
    values: dict[str, Any]
    session: Any = None

    @property
    def changes(self) -> dict[str, Any]:
        """What becomes different of the session."""
        return {k: v for k, v in self.values.items() if v != getattr(self.session, k)}


@dataclass
class TimetablePlan:
    """What is wrong, and every row that is understood."""

    findings: Findings = field(default_factory=Findings)
    slots: list[Slot] = field(default_factory=list)


def sessions_by_number(offering: Offering) -> dict[str, Any]:
    """What rows can speak of: the offering's sessions that are not cancelled."""
    sessions = Session.objects.with_places().filter(offering=offering, cancelled_at=None)
    return {session.public_id: session for session in sessions}


def plan_timetable(rows: Sequence[Row], known: Mapping[str, Any]) -> TimetablePlan:
    """Look every row up among what is `known`; the plan may be written without errors.

    A row means the session of its number; else the one that begins then under its title; else the
    only one that begins then. Sessions that no row speaks of stay as they are.
    """
    plan = TimetablePlan()
    lookup = Lookup(rows)
    for row in rows:
        values = _values(row, lookup, plan.findings)
        if values is not None:
            plan.slots.append(Slot(row, values))
    Matcher(known, plan.findings).match(plan.slots)
    for slot in plan.slots:
        _judge(slot, plan.findings)
    return plan


class Lookup:
    """Venues, speakers and topics that the rows name, in four queries."""

    def __init__(self, rows: Sequence[Row]) -> None:
        def words(name: str) -> set[str]:
            return {row.get(name) for row in rows if row.get(name)}

        self.venues: dict[str, set[Any]] = defaultdict(set)
        self.speakers: dict[str, set[Any]] = defaultdict(set)
        self.topics: dict[str, set[Any]] = defaultdict(set)
        named = words("venue")
        venues = Venue.objects.filter(Q(name__in=named) | Q(short_name__in=named))
        for venue in venues.prefetch_related("teaching_points"):
            self.venues[venue.name].add(venue)
            self.venues[venue.short_name].add(venue)
        for speaker in Speaker.objects.filter(name__in=words("speaker")):
            self.speakers[speaker.name].add(speaker)
        titles = {word.rpartition(" · ")[2] for word in words("topic")}
        for topic in Topic.objects.filter(title__in=titles).select_related("provider"):
            self.topics[topic.title].add(topic)
            if topic.provider:
                self.topics[f"{topic.provider.name} · {topic.title}"].add(topic)

    def one(self, row: Row, name: str, known: dict[str, set[Any]], findings: Findings) -> Any:
        """The only record of that name; None, with an error, where there is none or several."""
        word = row.get(name)
        found = known.get(word, set()) if word else set()
        if word and not found:
            findings.wrong(row, name, _("“%(name)s” is not in the list.") % {"name": word})
        elif len(found) > 1:
            words = _("Several are called “%(name)s”. Choose it on the session's page instead.")
            findings.wrong(row, name, words % {"name": word})
        return next(iter(found)) if len(found) == 1 else None


def _values(row: Row, lookup: Lookup, findings: Findings) -> dict[str, Any] | None:
    """What a row says, in the fields of a session; None while it cannot be understood."""
    on, starts, ends = (row.get(name) for name in ("day", "starts", "ends"))
    if not (on and starts and ends):
        return None  # told already: the cells must be filled
    if starts >= ends:
        findings.wrong(row, "ends", _("A session must start before it ends."))
        return None
    values: dict[str, Any] = {
        "starts_at": timezone.make_aware(datetime.combine(on, starts)),
        "ends_at": timezone.make_aware(datetime.combine(on, ends)),
    }
    for name in ("title", "title_en", "form", "place_note", "credit_hours"):
        if row.get(name) is not None:
            values[name] = row.get(name)
    records = {"venue": lookup.venues, "speaker": lookup.speakers, "topic": lookup.topics}
    for name, known in records.items():
        found = lookup.one(row, name, known, findings)
        if found is not None:
            values[name] = found
    return values


class Matcher:
    """Finds the session that each row means: by number, by begin and title, by begin alone."""

    def __init__(self, known: Mapping[str, Any], findings: Findings) -> None:
        self.free = list(known.values())
        self.by_id = known
        self.spoken: dict[str, int] = {}
        self.findings = findings

    def match(self, slots: list[Slot]) -> None:
        """Give slots their sessions; those left without one are new."""
        numbered = [slot for slot in slots if slot.row.get("session")]
        others = [slot for slot in slots if not slot.row.get("session")]
        for slot in numbered:
            self._by_number(slot)
        for slot in others:
            at = self._begin_with(slot)
            self._take(slot, [one for one in at if one.title == slot.values.get("title")][:1])
        for slot in others:
            if slot.session is None:
                at = self._begin_with(slot)
                self._take(slot, at if len(at) == 1 else [])

    def _begin_with(self, slot: Slot) -> list[Any]:
        return [one for one in self.free if one.starts_at == slot.values["starts_at"]]

    def _by_number(self, slot: Slot) -> None:
        number = slot.row.get("session")
        session = self.by_id.get(number)
        if session is None:
            words = _("No session of this timetable has this number. Leave the cell empty.")
            self.findings.wrong(slot.row, "session", words)
            return
        first = self.spoken.setdefault(number, slot.row.number)
        if first != slot.row.number:
            words = _("Row %(row)s speaks of the same session.") % {"row": first}
            self.findings.wrong(slot.row, "session", words)
        self._take(slot, [session])

    def _take(self, slot: Slot, found: list[Any]) -> None:
        for session in found:
            slot.session = session
            self.free = [one for one in self.free if one is not session]


def _judge(slot: Slot, findings: Findings) -> None:
    """Complete what the row says, look whether it fits, and count it."""
    before = len(findings.errors)
    kept = {name: getattr(slot.session, name, None) for name in FILLED} if slot.session else {}
    named = {name: slot.values.get(name, kept.get(name)) for name in FILLED}
    slot.values |= filled(named, slot.values.get("topic")) if "topic" in slot.values else {}
    if slot.session is None:
        slot.values = {"form": SessionForm.LECTURE, "credit_hours": 0} | slot.values
        if not slot.values.get("title"):
            findings.wrong(slot.row, "title", _("Write a title, or name a topic of the catalogue."))
    _find_point(slot, findings)
    if len(findings.errors) > before:
        return
    if slot.session is None:
        findings.new += 1
    elif slot.changes:
        findings.changed += 1
    else:
        findings.same += 1


def _find_point(slot: Slot, findings: Findings) -> None:
    name = slot.row.get("teaching_point")
    venue = slot.values.get("venue") or (slot.session.venue if slot.session else None)
    if name is None:
        if slot.session and "venue" in slot.changes:
            slot.values["teaching_point"] = None
        return
    points = list(venue.teaching_points.all()) if venue else []
    point = next((point for point in points if point.name == name), None)
    if point is None:
        known = "、".join(point.name for point in points[:10])
        words = _("The venue has no teaching point of this name. It has: %(names)s.")
        findings.wrong(slot.row, "teaching_point", words % {"names": known or "–"})
        return
    slot.values["teaching_point"] = point
