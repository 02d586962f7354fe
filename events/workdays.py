"""Holidays and make-up working days, from the package that follows the State Council's notices.

Working hours are counted over them: Monday to Friday and make-up days, from nine to five.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import chinese_calendar
from chinese_calendar.constants import Holiday
from django.utils import timezone

from events.models import Workday

BEGINS, ENDS = time(9), time(17)
SATURDAY = 5
# Longer than any row of days off: the span looked at is the hours asked for and this much more.
SLACK = timedelta(days=30)
_NAMES = {holiday.value: (holiday.chinese, holiday.value) for holiday in Holiday}


def fill(years: Iterable[int]) -> int:
    """Add the days that differ from the week in `years`; return how many were new.

    A row that is there already stays as it is: organisers may have corrected it. A year that the
    package does not know yet (the notice appears in November of the year before) adds nothing.
    """
    days = [day for year in years for day in _of_year(year)]
    there = set(
        Workday.objects.filter(on__in=[day.on for day in days]).values_list("on", flat=True)
    )
    new = [day for day in days if day.on not in there]
    Workday.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def add_working_hours(start: datetime, hours: int) -> datetime:
    """The instant at which `hours` working hours have passed since `start`, in the site's zone.

    Nine to five on working days count and nothing else; what ends a day's last hour is five
    o'clock, not nine of the next. Days are read from `Workday`; others follow the week.
    """
    zone = timezone.get_current_timezone()
    cursor = start.astimezone(zone)
    left = timedelta(hours=hours)
    known = _known(cursor.date(), cursor.date() + timedelta(days=hours) + SLACK)
    day = cursor.date()
    while True:
        if is_worked(day, known):
            begins = max(cursor, datetime.combine(day, BEGINS, zone))
            free = datetime.combine(day, ENDS, zone) - begins
            if timedelta(0) < free >= left:
                return begins + left
            left -= max(free, timedelta(0))
        day += timedelta(days=1)


def is_worked(day: date, known: Mapping[date, bool]) -> bool:
    """Whether a day is worked: as `known` says where it differs from the week."""
    return known.get(day, day.weekday() < SATURDAY)


def working_day_before(day: date, count: int, known: Mapping[date, bool]) -> date:
    """The `count`-th working day before `day`, which is not counted itself; 0 gives `day`.

    What must be asked for "three working days ahead" of a Friday is asked for on Tuesday.
    """
    while count > 0:
        day -= timedelta(days=1)
        count -= is_worked(day, known)
    return day


def _known(first: date, last: date) -> dict[date, bool]:
    """Whether the days that differ from the week are worked; one query."""
    days = Workday.objects.filter(on__range=(first, last))
    return dict(days.values_list("on", "is_working"))


def _of_year(year: int) -> list[Workday]:
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    try:
        found = [_of_day(first + timedelta(days=number)) for number in range(days)]
    except NotImplementedError:
        return []
    return [day for day in found if day is not None]


def _of_day(day: date) -> Workday | None:
    """A named day off, or a weekend day worked for one; None for a day like any other."""
    is_off, name = chinese_calendar.get_holiday_detail(day)
    if not name:
        return None
    chinese, english = _NAMES[name]
    return Workday(on=day, is_working=not is_off, name=chinese, name_en=english)
