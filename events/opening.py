"""When a venue is open, in words: 周二至周日 09:00–16:30（16:00 停止入场），周一闭馆。"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext

from events.models.venues import WEEKDAYS
from publishing import dates
from publishing.templatetags.components import joined, text_of
from publishing.together import read_together

NAMES = dict(WEEKDAYS)


def _span(days: list[int]) -> str:
    """Weekdays in words; three or more in a row as a span."""
    runs = []
    for _offset, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        numbers = [number for _index, number in run]
        if len(numbers) > 2:
            span = {"first": str(NAMES[numbers[0]]), "last": str(NAMES[numbers[-1]])}
            runs.append(gettext("%(first)s to %(last)s") % span)
        else:
            runs += [str(NAMES[number]) for number in numbers]
    return joined(runs)


def _hours(rule: Any) -> str:
    hours = f"{rule.opens:%H:%M}–{rule.closes:%H:%M}"
    if rule.last_entry:
        hours += gettext(" (last entry %(time)s)") % {"time": f"{rule.last_entry:%H:%M}"}
    return hours


def opening_lines(rules: Iterable[Any]) -> list[str]:
    """One line for each set of days with the same hours, then the days it is closed."""
    by_day: dict[int, list[str]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.weekday, rule.opens)):
        by_day.setdefault(rule.weekday, []).append(_hours(rule))
    if not by_day:
        return []
    days_of: dict[str, list[int]] = {}
    for weekday, hours in by_day.items():
        days_of.setdefault(joined(hours), []).append(weekday)
    lines = [f"{_span(days)} {hours}" for hours, days in days_of.items()]
    closed = [weekday for weekday in NAMES if weekday not in by_day]
    if closed:
        lines.append(gettext("closed on %(days)s") % {"days": _span(closed)})
    return lines


def exception_line(exception: Any) -> str:
    """Days with other hours: 3月2日–5日 闭馆（布展）."""
    days = dates.date_range(exception.from_on, exception.until_on)
    words = (
        gettext("%(days)s closed") % {"days": days}
        if exception.is_closed
        else f"{days} {_hours(exception)}"
    )
    reason = text_of(exception, "reason")
    return gettext("%(line)s (%(reason)s)") % {"line": words, "reason": reason} if reason else words


def opening_of(venue: Any, today: date) -> list[str]:
    """The week, the holidays, and the exceptions that are not over. One query."""
    coming = venue.opening_exceptions.filter(until_on__gte=today)
    rules, exceptions = read_together([venue.opening_rules.all(), coming])
    lines = opening_lines(rules)
    if lines and venue.open_on_holidays:
        lines.append(gettext("open on public holidays"))
    exceptions.sort(key=attrgetter("from_on"))
    return lines + [exception_line(exception) for exception in exceptions]
