"""The stretch of days that a calendar page shows."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from publishing import dates

VIEWS = ("month", "week", "agenda")
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
AGENDA_DAYS = 30


@dataclass(frozen=True)
class Period:
    """Days `first` to `last`, both shown; `day` is what was asked for."""

    view: str
    day: date
    first: date
    last: date
    title: str
    previous: date
    following: date

    @property
    def end(self) -> date:
        """The day after the last one."""
        return self.last + timedelta(days=1)

    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def week_of(self, day: date) -> tuple[date, date]:
        """The first and last day of a day's week, Monday to Sunday, that are shown.

        Of what began earlier it is the first week, of what is later the last one.
        """
        monday = _monday(min(max(day, self.first), self.last))
        return max(monday, self.first), min(monday + timedelta(days=6), self.last)


def day_of(wanted: str) -> date | None:
    """The day of `YYYY-MM-DD`; None when it is none, or too far away to mean anything."""
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def period_of(view: str, day: date | None = None) -> Period:
    """The month, week or thirty days around or from `day` (today)."""
    day = day or timezone.localdate()
    return {"week": _week, "agenda": _agenda}.get(view, _month)(day)


def _month(day: date) -> Period:
    start = day.replace(day=1)
    following = (start + timedelta(days=32)).replace(day=1)
    first, last = _monday(start), _monday(following - timedelta(days=1)) + timedelta(days=6)
    previous = (start - timedelta(days=1)).replace(day=1)
    title = date_format(start, "YEAR_MONTH_FORMAT")
    return Period("month", day, first, last, title, previous, following)


def _week(day: date) -> Period:
    first = _monday(day)
    last = first + timedelta(days=6)
    week = timedelta(days=7)
    return Period("week", day, first, last, dates.date_range(first, last), day - week, day + week)


def _agenda(day: date) -> Period:
    last = day + timedelta(days=AGENDA_DAYS - 1)
    step = timedelta(days=AGENDA_DAYS)
    return Period("agenda", day, day, last, dates.date_range(day, last), day - step, day + step)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
