"""Planning one session: adding, changing, placing, taking out and bringing back."""

from datetime import date, datetime, timedelta
from typing import Any

from courses.actions.steps import Step
from courses.enums import TimetableVerb
from courses.models import Cohort
from courses.outcomes import TimetableOutcome
from courses.planning import laying
from courses.planning.plans import Entry
from events.enums import SessionForm
from events.models import SLOT_FIELDS
from events.shifting import working_days
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates


@action("courses.plan_session")
def plan_session(
    *,
    by: Any,
    cohort: Cohort,
    title: str,
    day: date | None = None,
    half: str = "",
    based_on: int | None = None,
    **values: Any,
) -> Result:
    """Add a session to the draft: ADDED, TITLE_MISSING, ENDS_BEFORE_START …

    `values` are any of SLOT_FIELDS. Without times it comes after the last session, or after the
    last of the half-day named; form, length and credit hours are those usual so far.
    """
    if not title.strip():
        return Result(TimetableOutcome.TITLE_MISSING, cohort)
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.ADD, based_on=based_on)
    standing = step.plan.standing()
    if "starts_at" not in values:
        if day is None:
            earliest = dates.local_date(step.cohort.offering.closes_at) + timedelta(days=1)
            first = standing[-1].day if standing else earliest
            day, half = laying.next_place(standing, working_days(first), earliest)
        half = half or "morning"
        values["starts_at"], values["ends_at"] = laying.guessed_times(standing, day, half)
    lasts = values["ends_at"] - values["starts_at"]
    values.setdefault("credit_hours", laying.guessed_hours(standing, lasts))
    values["form"] = values.get("form") or _usual_form(standing)
    entry = step.add(_with_venue(_only_fields(values)) | {"title": title.strip()})
    return step.end(TimetableOutcome.ADDED, **said_of(entry))


@action("courses.change_planned_session")
def change_planned_session(
    *, by: Any, cohort: Cohort, key: str, values: dict[str, Any], based_on: int | None = None
) -> Result:
    """Let a planned session say something else: SAVED, UNCHANGED, GONE, CHANGED_MEANWHILE …"""
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.EDIT, based_on=based_on)
    entry = step.entry(key)
    if entry is None:
        return step.gone(key)
    step.set(entry, _with_venue(_only_fields(values)))
    return step.end(TimetableOutcome.SAVED, **said_of(entry))


@action("courses.place_planned_session")
def place_planned_session(
    *,
    by: Any,
    cohort: Cohort,
    key: str,
    day: date,
    half: str,
    place: int | None = None,
    based_on: int | None = None,
) -> Result:
    """Put a session before the `place`-th of a half-day, or behind its last.

    Ends in MOVED, TRADED, MOVED_ALONG, UNCHANGED, GONE or CHANGED_MEANWHILE; see `laying.put`.
    """
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.MOVE, based_on=based_on)
    entry = step.entry(key)
    if entry is None:
        return step.gone(key)
    there = [other for other in step.plan.on(day, half) if other is not entry]
    return _put(step, entry, there, len(there) if place is None else place, day, half)


@action("courses.nudge_planned_session")
def nudge_planned_session(
    *, by: Any, cohort: Cohort, key: str, later: bool, based_on: int | None = None
) -> Result:
    """Put a session before the one before it, or behind the one after it.

    The first of a half-day goes to the half-day before, the last to the one after.
    """
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.MOVE, based_on=based_on)
    entry = step.entry(key)
    if entry is None:
        return step.gone(key)
    here = step.plan.on(entry.day, entry.half)
    place = here.index(entry) + (1 if later else -1)
    if 0 <= place < len(here):
        there = [other for other in here if other is not entry]
        return _put(step, entry, there, place, entry.day, entry.half)
    day, half = _beside(entry, later)
    there = step.plan.on(day, half)
    return _put(step, entry, there, 0 if later else len(there), day, half)


@action("courses.take_out_session")
def take_out_session(*, by: Any, cohort: Cohort, key: str, based_on: int | None = None) -> Result:
    """Take a session out of the draft: REMOVED, GONE or CHANGED_MEANWHILE."""
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.REMOVE, based_on=based_on)
    entry = step.entry(key)
    if entry is None:
        return step.gone(key)
    step.remove(entry)
    return step.end(TimetableOutcome.REMOVED, name=entry.slot.title)


@action("courses.bring_back_session")
def bring_back_session(*, by: Any, cohort: Cohort, key: str, based_on: int | None = None) -> Result:
    """Put a published session that was taken out into the draft again: RESTORED or GONE."""
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.RESTORE, based_on=based_on)
    entry = step.plan.by_key.get(key)
    if entry is None:
        return step.gone(key)
    step.restore(entry)
    return step.end(TimetableOutcome.RESTORED, name=entry.slot.title)


def said_of(entry: Entry) -> dict[str, str]:
    """Name and time of a session, for a sentence."""
    return {
        "name": entry.slot.title,
        "when": dates.when(entry.slot.starts_at, entry.slot.ends_at),
    }


def _put(step: Step, entry: Entry, there: list[Entry], place: int, day: date, half: str) -> Result:
    trades = len(there) == 1 and (entry.day, entry.half) != (day, half)
    before = entry.slot.starts_at
    found = laying.put(entry, there, place, day, half)
    for key, (starts_at, ends_at) in found.items():
        step.set(step.plan.by_key[key], {"starts_at": starts_at, "ends_at": ends_at})
    others = [other for other in there if other.key in found]
    said = said_of(entry)
    if not others:
        return step.end(TimetableOutcome.MOVED, **said)
    if trades and others[0].slot.starts_at == before:
        return step.end(TimetableOutcome.TRADED, **said, other=others[0].slot.title)
    named = "；".join(f"{o.slot.title} {_hours(o.slot.starts_at, o.slot.ends_at)}" for o in others)
    return step.end(TimetableOutcome.MOVED_ALONG, **said, others=named)


def _hours(starts_at: datetime, ends_at: datetime) -> str:
    return f"{dates.clock(starts_at)}–{dates.clock(ends_at)}"


def _beside(entry: Entry, later: bool) -> tuple[date, str]:
    place = laying.HALVES.index(entry.half) + (1 if later else -1)
    if place == len(laying.HALVES):
        return entry.day + timedelta(days=1), laying.HALVES[0]
    if place < 0:
        return entry.day - timedelta(days=1), laying.HALVES[1]
    return entry.day, laying.HALVES[place]


def _usual_form(standing: list[Entry]) -> str:
    return standing[-1].slot.form if standing else SessionForm.LECTURE


def _only_fields(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(SLOT_FIELDS):
        raise ValueError(f"not fields of a slot: {sorted(unknown)}")
    return values


def _with_venue(values: dict[str, Any]) -> dict[str, Any]:
    """A teaching point brings its venue along."""
    point = values.get("teaching_point")
    return values | {"venue": point.venue} if point and not values.get("venue") else values
