"""On which days something recurs: the rhythm written out, days off considered, and in words."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.utils.translation import gettext, gettext_noop

from events.enums import HolidayPolicy, Rhythm
from events.models import Workday
from publishing import dates
from publishing.languages import text

# Days written out by one act: a week's rhythm for a year and more.
MOST = 60
SATURDAY = 5
SHORTEST_MONTH = 28
ORDINALS = (
    gettext_noop("first"), gettext_noop("second"), gettext_noop("third"), gettext_noop("fourth"),
    gettext_noop("fifth"),
)  # fmt: skip
# A row of days off is never longer; what is beyond is a mistake in the data.
FAR = 30


@dataclass(frozen=True)
class Beat:
    """A rhythm from a first day on: `every` so many weeks or months."""

    rhythm: str
    every: int
    first: date

    @property
    def names_a_weekday(self) -> bool:
        """Whether a day at the weekend is meant so, and no accident of the date."""
        return self.rhythm not in {Rhythm.MONTH_DAY, Rhythm.MONTH_END}


@dataclass(frozen=True)
class PlannedDay:
    """A day of the rhythm: `on` is None where it is left out; `why` names the day off."""

    nominal: date
    on: date | None
    why: str = ""


def rhythms_for(first: date) -> list[tuple[str, str]]:
    """The rhythms that a first day can begin, each in words for choosing."""
    last = monthrange(first.year, first.month)[1]
    found = [Rhythm.WEEKS, Rhythm.MONTH_DAY]
    if first.day == last:
        found.append(Rhythm.MONTH_END)
    if _count(first) <= 4:
        found.append(Rhythm.MONTH_WEEKDAY)
    if first.day + 7 > last:
        found.append(Rhythm.MONTH_LAST)
    return [(rhythm.value, in_words(Beat(rhythm, 1, first))) for rhythm in found]


def nominal_days(beat: Beat, after: date, until: date) -> list[date]:
    """The days of the rhythm after one day and up to another, at most one more than MOST.

    RFC 5545 leaves months out that have no 31st; here the 29th to 31st fall on a month's last day.
    """
    rule = rrule(dtstart=beat.first, interval=beat.every, until=until, **_by(beat))  # type: ignore[arg-type]
    found: list[date] = []
    for moment in rule:
        if moment.date() > after:
            found.append(moment.date())
        if len(found) > MOST:
            break
    return found


def planned_days(beat: Beat, after: date, until: date, policy: str) -> list[PlannedDay]:
    """The same with days off left out, moved or kept. One query.

    A day is moved at most to the eve of the next one; where none suits before, it is left out.
    """
    days = nominal_days(beat, after, until)
    if not days:
        return []
    named = {
        day.on: day for day in Workday.objects.filter(on__range=(days[0], days[-1] + _days(FAR)))
    }
    ends = [*days[1:], days[-1] + _days(FAR)]
    return [
        _planned(day, end, _fitting(day, beat, named), policy, _name(day, named))
        for day, end in zip(days, ends, strict=True)
    ]


def in_words(beat: Beat) -> str:
    """The rhythm: 每月1日, 每2周的周六, every second Saturday of the month."""
    weekday_name, day = dates.weekday(beat.first), beat.first.day
    nth = _ordinals()[_count(beat.first)]
    said = {"every": beat.every, "weekday": weekday_name, "day": day, "nth": nth}
    return _patterns(beat.every)[Rhythm(beat.rhythm)] % said


def said_of(recurrence: Any) -> str:
    """A kept rhythm in words, with what happens on days off."""
    words = in_words(Beat(recurrence.rhythm, recurrence.every, recurrence.first_on))
    endings = {
        HolidayPolicy.SHIFT: gettext("moved when it falls on a holiday"),
        HolidayPolicy.SKIP: gettext("not on holidays"),
        HolidayPolicy.KEEP: gettext("on holidays, too"),
    }
    ending = endings[HolidayPolicy(recurrence.on_holidays)]
    return gettext("%(rhythm)s (%(ending)s)") % {"rhythm": words, "ending": ending}


def sentence_of(day: PlannedDay) -> str:
    """One line of the preview."""
    nominal = dates.day(day.nominal)
    if day.on is None:
        return gettext("%(day)s: left out, %(why)s") % {"day": nominal, "why": day.why}
    if day.on != day.nominal:
        said = {"day": dates.day(day.on), "nominal": nominal, "why": day.why}
        return gettext("%(day)s, instead of %(nominal)s (%(why)s)") % said
    return f"{nominal} {day.why}".strip()


def _ordinals() -> list[str]:
    return ["", *(gettext(word) for word in ORDINALS)]


def _patterns(every: int) -> dict[Rhythm, str]:
    if every == 1:  # no plural: Chinese has one form and still says this otherwise
        return {
            Rhythm.WEEKS: gettext("every %(weekday)s"),
            Rhythm.MONTH_DAY: gettext("on day %(day)s of every month"),
            Rhythm.MONTH_END: gettext("on the last day of every month"),
            Rhythm.MONTH_WEEKDAY: gettext("on the %(nth)s %(weekday)s of every month"),
            Rhythm.MONTH_LAST: gettext("on the last %(weekday)s of every month"),
        }
    return {
        Rhythm.WEEKS: gettext("%(weekday)s, every %(every)s weeks"),
        Rhythm.MONTH_DAY: gettext("on day %(day)s, every %(every)s months"),
        Rhythm.MONTH_END: gettext("on the last day, every %(every)s months"),
        Rhythm.MONTH_WEEKDAY: gettext("on the %(nth)s %(weekday)s, every %(every)s months"),
        Rhythm.MONTH_LAST: gettext("on the last %(weekday)s, every %(every)s months"),
    }


def _by(beat: Beat) -> dict[str, Any]:
    day = beat.first.day
    if beat.rhythm == Rhythm.WEEKS:
        return {"freq": WEEKLY, "byweekday": beat.first.weekday()}
    if beat.rhythm == Rhythm.MONTH_END:
        return {"freq": MONTHLY, "bymonthday": -1}
    if beat.rhythm == Rhythm.MONTH_DAY:
        month_days = [day] if day <= SHORTEST_MONTH else list(range(SHORTEST_MONTH, day + 1))
        return {"freq": MONTHLY, "bymonthday": month_days, "bysetpos": -1}
    count = -1 if beat.rhythm == Rhythm.MONTH_LAST else _count(beat.first)
    return {"freq": MONTHLY, "byweekday": weekday(beat.first.weekday(), count)}


def _count(day: date) -> int:
    """Which such weekday of its month a day is."""
    return (day.day - 1) // 7 + 1


def _planned(
    day: date, end: date, fits: Callable[[date], bool], policy: str, why: str
) -> PlannedDay:
    if fits(day):
        return PlannedDay(day, day)
    if policy == HolidayPolicy.KEEP:
        return PlannedDay(day, day, why)
    later = (day + _days(number) for number in range(1, (end - day).days))
    moved = next(filter(fits, later), None) if policy == HolidayPolicy.SHIFT else None
    return PlannedDay(day, moved, why)


def _fitting(nominal: date, beat: Beat, named: dict[date, Any]) -> Callable[[date], bool]:
    """Which days may stand for a nominal one: working days, or ordinary weekends where meant."""
    weekend_is_meant = beat.names_a_weekday and nominal.weekday() >= SATURDAY

    def fits(day: date) -> bool:
        known = named.get(day)
        if weekend_is_meant:
            return known is None and day.weekday() >= SATURDAY
        return known.is_working if known else day.weekday() < SATURDAY

    return fits


def _name(day: date, named: dict[date, Any]) -> str:
    known = named.get(day)
    if known is None:
        return gettext("weekend")
    name = text(known, "name")
    return gettext("make-up working day (%(name)s)") % {"name": name} if known.is_working else name


def _days(number: int) -> timedelta:
    return timedelta(days=number)
