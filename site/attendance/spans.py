"""Spans of leave: half-days and single sessions, as people say them.

A session belongs to the half-day in which it begins. What is concerned by a span are the sessions
that begin in it, so that a session that runs into the next half-day is not counted twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing import dates
from publishing.languages import text

MIDNIGHT = time(0)
BEGINS = {"morning": MIDNIGHT, "afternoon": dates.NOON, "evening": dates.EVENING}
ENDS = {"morning": dates.NOON, "afternoon": dates.EVENING}
HALF = Decimal("0.5")


@dataclass(frozen=True)
class HalfDay:
    """A morning, an afternoon or an evening on which something is held."""

    day: date
    key: str
    sessions: tuple[Any, ...]

    @property
    def value(self) -> str:
        """What a form sends: `2026-12-01.morning`."""
        return f"{self.day.isoformat()}.{self.key}"

    @property
    def name(self) -> str:
        """`12月1日（周二）上午`, `Tue 1 Dec morning`."""
        return _of_day(self.day, dates.half_day_name(self.key))

    @property
    def starts_at(self) -> datetime:
        """Its first instant."""
        return timezone.make_aware(datetime.combine(self.day, BEGINS[self.key]))

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        if self.key in ENDS:
            return timezone.make_aware(datetime.combine(self.day, ENDS[self.key]))
        return timezone.make_aware(datetime.combine(self.day + timedelta(days=1), MIDNIGHT))


def half_days(sessions: Iterable[Any]) -> list[HalfDay]:
    """The half-days on which `sessions` begin, in order of time."""

    def half_of(session: Any) -> tuple[date, str]:
        return dates.local_date(session.starts_at), dates.half_day_key(session.starts_at)

    ordered = sorted(sessions, key=lambda session: (session.starts_at, session.pk))
    return [HalfDay(day, key, tuple(rows)) for (day, key), rows in groupby(ordered, half_of)]


def length_of(sessions: Iterable[Any]) -> Decimal:
    """How long a leave from `sessions` is, in days: each half-day counts as half of one."""
    return len(half_days(sessions)) * HALF


def choices_of(sessions: Iterable[Any]) -> list[tuple[str, str]]:
    """What a leave can begin or end with: each half-day, and its sessions where it has several."""
    options = []
    for half in half_days(sessions):
        if len(half.sessions) == 1:
            options.append((half.value, f"{half.name} · {text(half.sessions[0], 'title')}"))
            continue
        whole = _("all of it")
        options.append((half.value, f"{half.name} · {whole}"))
        for one in half.sessions:
            hours = dates.hours_to(one.starts_at, one.ends_at)
            options.append((one.public_id, f"{half.name} {hours} {text(one, 'title')}"))
    return options


def bounds_of(value: str, sessions: Iterable[Any]) -> tuple[datetime, datetime]:
    """From when until when a choice reaches. Raises KeyError for one that is not offered."""
    known: dict[str, tuple[datetime, datetime]] = {}
    for half in half_days(sessions):
        known[half.value] = (half.starts_at, half.ends_at)
        known |= {one.public_id: (one.starts_at, one.ends_at) for one in half.sessions}
    return known[value]


def value_of(session: Any, sessions: Iterable[Any]) -> str:
    """The choice that means one session alone; empty where it is not offered."""
    for half in half_days(sessions):
        if session in half.sessions:
            return half.value if len(half.sessions) == 1 else session.public_id
    return ""


def in_words(starts_at: datetime, ends_at: datetime) -> str:
    """`12月1日（周二）上午 – 12月2日（周三）下午`; hours where they are not those of half-days."""
    last = ends_at - timedelta(microseconds=1)
    if _is_edge(starts_at) and _is_edge(ends_at):
        begins = _of_day(starts_at, dates.half_day(starts_at))
        finishes = _of_day(last, dates.half_day(last))
        return begins if begins == finishes else f"{begins} – {finishes}"
    if dates.local_date(starts_at) == dates.local_date(last):
        return dates.when(starts_at, ends_at)
    return f"{dates.instant(starts_at)} – {dates.instant(ends_at)}"


def in_cell(starts_at: datetime, ends_at: datetime) -> SafeString:
    """Of one day, for a column of a table: date, weekday and hours, broken only between these."""
    on, bracket, weekday = dates.day(starts_at).partition("（")
    whole = '<span class="nowrap">{}</span>'
    spelt = format_html_join("", whole, [(part,) for part in (on, bracket + weekday) if part])
    return format_html(f"{{}} {whole}", spelt, dates.hours_to(starts_at, ends_at))


def _of_day(day: date, half: str) -> str:
    gap = "" if dates.in_chinese() else " "
    return f"{dates.day(day)}{gap}{half}"


def _is_edge(moment: datetime) -> bool:
    clock = timezone.localtime(moment).time()
    return clock in (MIDNIGHT, dates.NOON, dates.EVENING)
