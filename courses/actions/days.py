"""Planning whole days: copied, moved, shifted by days or by minutes."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from courses.actions.steps import Step
from courses.enums import TimetableVerb
from courses.models import Cohort
from courses.outcomes import TimetableOutcome
from courses.planning.differences import span
from courses.planning.plans import Entry, is_over
from events.models import COPIED, TIMES
from events.shifting import on_day, shifted_days, working_days
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates

YEARS = timedelta(days=731)
A_DAY = 24 * 60


@action("courses.copy_day")
def copy_day(
    *, by: Any, cohort: Cohort, day: date, to: date, based_on: int | None = None
) -> Result:
    """Plan everything of a day on another day, too: DAY_COPIED, NOTHING_THERE or TOO_FAR."""
    if _is_far(to):
        return Result(TimetableOutcome.TOO_FAR, cohort)
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.COPY_DAY, based_on=based_on)
    there = step.plan.on(day)
    if not there:
        return Result(TimetableOutcome.NOTHING_THERE, cohort)
    for entry in there:
        step.add({name: getattr(entry.slot, name) for name in COPIED} | times_on(entry, to))
    return step.end(TimetableOutcome.DAY_COPIED, **_said(day, to, there))


@action("courses.move_day")
def move_day(
    *, by: Any, cohort: Cohort, day: date, to: date, based_on: int | None = None
) -> Result:
    """Hold everything of a day on another day: DAY_MOVED, NOTHING_THERE, CHANGED_MEANWHILE …"""
    if _is_far(to):
        return Result(TimetableOutcome.TOO_FAR, cohort)
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.MOVE_DAY, based_on=based_on)
    there = [entry for entry in step.plan.on(day) if not is_over(entry)]
    if not there:
        return Result(TimetableOutcome.NOTHING_THERE, cohort)
    for entry in there:
        step.set(entry, times_on(entry, to))
    return step.end(TimetableOutcome.DAY_MOVED, **_said(day, to, there))


@action("courses.shift_day")
def shift_day(
    *, by: Any, cohort: Cohort, day: date, minutes: int, based_on: int | None = None
) -> Result:
    """Hold everything of a day so many minutes later; less than none: earlier."""
    if not -A_DAY < minutes < A_DAY:
        return Result(TimetableOutcome.TOO_FAR, cohort)
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.SHIFT_DAY, based_on=based_on)
    there = [entry for entry in step.plan.on(day) if not is_over(entry)]
    if not there:
        return Result(TimetableOutcome.NOTHING_THERE, cohort)
    by_minutes = timedelta(minutes=minutes)
    for entry in there:
        slot = entry.slot
        step.set(entry, {name: getattr(slot, name) + by_minutes for name in TIMES})
    sign = "+" if minutes > 0 else "−"
    details = _said(day, day, there) | {"span": f"{sign}{span(abs(by_minutes))}"}
    return step.end(TimetableOutcome.DAY_SHIFTED, **details)


@action("courses.shift_timetable")
def shift_timetable(
    *,
    by: Any,
    cohort: Cohort,
    days: int,
    since: date | None = None,
    based_on: int | None = None,
) -> Result:
    """Hold everything from a day on so many days later, past weekends and holidays.

    `days` below zero: earlier. What has begun stays where it is. See `events.shifting`.
    """
    if abs(days) > YEARS.days:
        return Result(TimetableOutcome.TOO_FAR, cohort)
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.SHIFT_ALL, based_on=based_on)
    there = [
        entry
        for entry in step.plan.standing()
        if not is_over(entry) and (since is None or entry.day >= since)
    ]
    if not there:
        return Result(TimetableOutcome.NOTHING_THERE, cohort)
    first = there[0].day + timedelta(days=days)
    worked = working_days(min(first, there[0].day, timezone.localdate()))
    places = shifted_days([entry.day for entry in there], first, worked)
    for entry in there:
        step.set(entry, times_on(entry, places[entry.day]))
    details = {"count": len(there), "when": dates.day(there[0].slot.starts_at)}
    return step.end(TimetableOutcome.SHIFTED, **details)


def times_on(entry: Entry, day: date) -> dict[str, Any]:
    """The same hours by the clock on another day."""
    starts_at = on_day(entry.slot.starts_at, day)
    lasts = entry.slot.ends_at - entry.slot.starts_at
    return dict(zip(TIMES, (starts_at, starts_at + lasts), strict=True))


def _is_far(day: date) -> bool:
    return abs(day - timezone.localdate()) > YEARS


def _said(day: date, to: date, there: list[Entry]) -> dict[str, Any]:
    return {"count": len(there), "name": dates.day(day), "when": dates.day(to)}
