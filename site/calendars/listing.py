"""What a calendar page shows of sessions and days, fetched in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from borax.calendars.lunardate import LunarDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.period import Period
from calendars.rows import SessionRow, session_rows
from calendars.selection import Selection, midnight
from calendars.subscribing import in_language
from calendars.words import line
from events.listing import CODES, repeats
from events.models import Offering, Workday
from publishing import dates
from publishing.languages import between, text
from publishing.templatetags.components import address

IN_A_CELL = 4
"""Titles that a day of the month shows; the rest stand in the agenda."""
FOLDS_FROM = 13
"""Sessions in a list from which on its weeks fold: a phone shows some twelve in three screens."""


@dataclass(frozen=True)
class Item:
    """One session on a page."""

    title: str
    topic: str
    url: str
    starts: datetime
    ends: datetime
    place: str
    kind: str
    unit: str
    state: str
    left: int | None
    opens_at: datetime | None
    cancelled: bool
    file_url: str

    @property
    def whole_title(self) -> str:
        """Page and topic; no line begins with the dot between them."""
        return f"{self.title}\u00a0· {self.topic}" if self.topic else self.title


@dataclass(frozen=True)
class Week:
    """Some of the days of a long list, and what is held in them."""

    title: str
    items: list[Item]


def items_of(selection: Selection, period: Period, language: str) -> list[Item]:
    """The sessions of a period with what can be done about each; two queries."""
    sessions = selection.sessions().between(midnight(period.first), midnight(period.end))
    rows = session_rows(sessions, language)
    wanted = {row.offering for row in rows}
    offerings = Offering.objects.filter(public_id__in=wanted).with_figures()
    by_id = {offering.public_id: offering for offering in offerings}
    now = timezone.now()
    return [_item(row, by_id[row.offering], now) for row in rows if row.offering in by_id]


def weeks_of(items: list[Item], period: Period) -> list[Week]:
    """A long list by weeks, without the empty ones; none of a list that is soon read."""
    if len(items) < FOLDS_FROM:
        return []
    by_week = groupby(items, lambda item: period.week_of(dates.local_date(item.starts)))
    return [Week(dates.date_range(*days), list(group)) for days, group in by_week]


def _item(row: SessionRow, offering: Any, now: datetime) -> Item:
    word = offering.availability(capacity=offering.capacity, taken=offering.taken, at=now)
    state = "finished" if row.ends_at < now else CODES[word]
    title, topic = line(row.page_title), line(row.title)
    place = between().join(part for part in (line(row.venue), line(row.point)) if part)
    return Item(
        title=title,
        topic="" if repeats(title, topic) else topic,
        url=address(f"/o/{row.offering}/"),
        starts=row.starts_at,
        ends=row.ends_at,
        place=place or line(row.place_note),
        kind=line(row.kind),
        unit=line(row.unit),
        state="cancelled" if row.cancelled else state,
        left=offering.capacity - offering.taken if state in ("open", "few") else None,
        opens_at=offering.opens_at if state == "not_yet" else None,
        cancelled=row.cancelled,
        file_url=_file_url(row) if row.ends_at >= now and not row.cancelled else "",
    )


def _file_url(row: SessionRow) -> str:
    """The session alone, for calendars that take one entry at a time."""
    return in_language(reverse("feed-session", args=[row.session]))


def workdays_of(period: Period) -> dict[date, Workday]:
    """Holidays and make-up working days of a period, by day."""
    found = Workday.objects.filter(on__gte=period.first, on__lte=period.last)
    return {day.on: day for day in found}


def cells_of(
    period: Period,
    items: list[Item],
    workdays: dict[date, Workday],
    address_of: Any,
    *,
    lunar: bool = False,
) -> list[dict[str, Any]]:
    """Every day of the period as the month grid wants it; `address_of(day)` leads to its agenda.

    With `lunar`, each has its day of the Chinese calendar: 初三, and on the first its month.
    """
    by_day: dict[date, list[Item]] = {}
    for item in items:
        for on in _days_of(item):
            by_day.setdefault(on, []).append(item)
    today = timezone.localdate()
    return [
        _cell(day, period, by_day.get(day, []), workdays.get(day), today, address_of)
        | {"lunar": LunarDate.from_solar(day).cn_day_calendar if lunar else ""}
        for day in period.days()
    ]


def _days_of(item: Item) -> list[date]:
    """The days an item touches; what ends at midnight does not touch the next one."""
    first = dates.local_date(item.starts)
    last = dates.local_date(item.ends - timedelta(microseconds=1))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _cell(
    day: date,
    period: Period,
    items: list[Item],
    special: Workday | None,
    today: date,
    address_of: Any,
) -> dict[str, Any]:
    entries: list[Any] = [
        {"title": item.title, "url": item.url, "time": item.starts, "cancelled": item.cancelled}
        for item in items
    ]
    if len(entries) > IN_A_CELL:
        rest = len(entries) - IN_A_CELL + 1
        entries[IN_A_CELL - 1 :] = [
            {"title": _("and %(number)s more") % {"number": rest}, "url": address_of(day)}
        ]
    name = text(special, "name") if special else ""
    return {
        "date": day,
        "outside": period.view == "month" and day.month != period.day.month,
        "today": day == today,
        "past": day < today,
        "rest": name if special and not special.is_working else "",
        "workday": bool(special and special.is_working),
        "url": address_of(day) if items else "",
        "entries": entries,
        "items": items,
    }
