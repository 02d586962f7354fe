"""When a session is held that somebody puts somewhere: by half-days, as timetables are thought.

Everything here is reckoned, nothing read and nothing written. Instants are aware; days and hours
are those of the clock here.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone

from courses.planning.plans import Entry
from publishing import dates

Times = tuple[datetime, datetime]
Worked = Callable[[date], bool]
HALVES = ("morning", "afternoon", "evening")
BEGINS = {"morning": time(9), "afternoon": time(14), "evening": time(19)}
# A session that would last longer than this does not fit into its half-day any more.
ENDS = {"morning": time(12, 30), "afternoon": time(18, 30), "evening": time(22, 30)}
LENGTH = timedelta(minutes=150)
BREAK = timedelta(minutes=10)
# A half-day of teaching counts three credit hours; what is shorter counts by its length.
HALF_DAY, HALF_DAY_HOURS, MINUTES_AN_HOUR = timedelta(hours=2), Decimal(3), 45
FAR = 60


def at(day: date, clock: time) -> datetime:
    """An instant of a day here."""
    return timezone.make_aware(datetime.combine(day, clock))


def length(entry: Entry) -> timedelta:
    """How long it lasts."""
    return entry.slot.ends_at - entry.slot.starts_at


def put(moved: Entry, there: Sequence[Entry], place: int, day: date, half: str) -> dict[str, Times]:
    """The times of everything that changes when `moved` comes before `there[place]`.

    `there` are the sessions of the half-day without `moved`. Inside its own half-day the others
    make room and breaks stay where they are; elsewhere it takes the free time, trades its time with
    the one session that leaves no room, or moves those behind it on.
    """
    place = max(0, min(place, len(there)))
    if (moved.day, moved.half) == (day, half):
        found = _reordered(moved, there, place)
    else:
        starts = _free(moved, there, place, day, half)
        if len(there) == 1 and _leaves_no_room(moved, there, starts, day, half):
            found = traded(moved, there[0])
        else:
            found = _pushed(moved, there[place:], starts)
    own = {entry.key: (entry.slot.starts_at, entry.slot.ends_at) for entry in (moved, *there)}
    return {key: times for key, times in found.items() if times != own[key]}


def traded(one: Entry, other: Entry) -> dict[str, Times]:
    """Each begins where the other began, and lasts as long as it did."""
    return {
        one.key: (other.slot.starts_at, other.slot.starts_at + length(one)),
        other.key: (one.slot.starts_at, one.slot.starts_at + length(other)),
    }


def _reordered(moved: Entry, there: Sequence[Entry], place: int) -> dict[str, Times]:
    before = sorted((moved, *there), key=lambda entry: entry.slot.starts_at)
    pauses = [
        max(later.slot.starts_at - earlier.slot.ends_at, timedelta(0))
        for earlier, later in pairwise(before)
    ]
    starts, found = before[0].slot.starts_at, {}
    for entry, pause in zip(
        [*there[:place], moved, *there[place:]], [*pauses, timedelta(0)], strict=True
    ):
        found[entry.key] = (starts, starts + length(entry))
        starts = found[entry.key][1] + pause
    return found


def _free(moved: Entry, there: Sequence[Entry], place: int, day: date, half: str) -> datetime:
    """When it would begin: after the one before, at its own hour, or with the half-day."""
    if place:
        return there[place - 1].slot.ends_at + BREAK
    own = at(day, timezone.localtime(moved.slot.starts_at).time())
    begins = own if dates.half_day_key(own) == half else at(day, BEGINS[half])
    if there and begins + length(moved) > there[0].slot.starts_at:
        begins = min(at(day, BEGINS[half]), there[0].slot.starts_at)
    return begins


def _leaves_no_room(
    moved: Entry, there: Sequence[Entry], starts: datetime, day: date, half: str
) -> bool:
    if starts + length(moved) <= there[0].slot.starts_at:
        return False
    together = max(starts, there[0].slot.ends_at + BREAK) + length(moved)
    first = starts + length(moved) + BREAK + length(there[0])
    return (first if starts <= there[0].slot.starts_at else together) > at(day, ENDS[half])


def _pushed(moved: Entry, behind: Iterable[Entry], starts: datetime) -> dict[str, Times]:
    found = {moved.key: (starts, starts + length(moved))}
    ends = starts + length(moved)
    for entry in behind:
        if entry.slot.starts_at >= ends:
            break
        found[entry.key] = (ends + BREAK, ends + BREAK + length(entry))
        ends = found[entry.key][1]
    return found


def next_place(entries: Sequence[Entry], is_worked: Worked, earliest: date) -> tuple[date, str]:
    """The half-day after the last session: the afternoon, else the next working morning."""
    if not entries:
        return next_working_day(earliest, is_worked), "morning"
    last = entries[-1]
    if last.half == "morning":
        return last.day, "afternoon"
    return next_working_day(last.day + timedelta(days=1), is_worked), "morning"


def next_working_day(day: date, is_worked: Worked) -> date:
    """The day itself or the next that is worked."""
    for number in range(FAR):
        if is_worked(day + timedelta(days=number)):
            return day + timedelta(days=number)
    return day


def guessed_times(entries: Sequence[Entry], day: date, half: str) -> Times:
    """When one more session of a half-day is held: after its last, at the hours usual so far."""
    there = [entry for entry in entries if (entry.day, entry.half) == (day, half)]
    usual = [entry for entry in entries if entry.half == half]
    lasts = length(usual[-1]) if usual else LENGTH
    if there:
        starts = there[-1].slot.ends_at + BREAK
    elif usual:
        first = next(e for e in usual if e.day == usual[-1].day)
        starts = at(day, timezone.localtime(first.slot.starts_at).time())
    else:
        starts = at(day, BEGINS[half])
    return starts, starts + lasts


def guessed_hours(entries: Sequence[Entry], lasts: timedelta) -> Decimal:
    """Credit hours of a session of this length: as the last such one, else by its length."""
    for entry in reversed(entries):
        if length(entry) == lasts:
            return Decimal(entry.slot.credit_hours)
    if lasts >= HALF_DAY:
        return HALF_DAY_HOURS
    halves = round(lasts / timedelta(minutes=MINUTES_AN_HOUR) * 2)
    return Decimal(halves) / 2
