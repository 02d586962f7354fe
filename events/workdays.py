"""Holidays and make-up working days, from the package that follows the State Council's notices."""

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import Holiday

from events.models import Workday

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
