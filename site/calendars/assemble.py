"""A whole calendar from its rows: head, time zone, components."""

import functools
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar, Timezone, TimezoneStandard, vText

from calendars import component, entry
from calendars.entry import Entry, of_deadline, of_session
from calendars.rows import DeadlineRow, SessionRow
from calendars.words import line

# A release that writes feeds differently makes every feed a changed one.
WRITTEN_BY = hashlib.sha256(
    b"".join(Path(module).read_bytes() for module in (__file__, component.__file__, entry.__file__))
).hexdigest()
_REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Source:
    """All that one feed is made of. `address` is empty where it would betray a secret.

    `shown` is what the feed of one reader shows, to be kept beside it.
    """

    title: str
    language: str
    sessions: list[SessionRow]
    deadlines: list[DeadlineRow] = field(default_factory=list)
    address: str = ""
    alarm: int = 0
    deadlines_as_tasks: bool = False
    shown: Any = None

    @functools.cached_property
    def entries(self) -> list[Entry]:
        """What is written, component by component."""
        with translation.override(self.language):
            sessions = [of_session(row, alarm=self.alarm) for row in self.sessions]
            return sessions + [
                of_deadline(due, as_task=self.deadlines_as_tasks, alarm=self.alarm)
                for due in self.deadlines
            ]

    def etag(self) -> str:
        """A strong validator: it changes when what is written does, and only then."""
        how = (line(self.title), self.language, self.address)
        content = repr((WRITTEN_BY, settings.SITE_URL, how, self.entries))
        return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def calendar_bytes(source: Source) -> bytes:
    """The feed as it is sent: UTF-8, CRLF, lines of 75 octets at most."""
    calendar = Calendar()
    with translation.override(source.language):
        _head(calendar, source)
        calendar.add_component(_time_zone())
        for said in source.entries:
            calendar.add_component(component.component_of(said))
    return calendar.to_ical()


def message_bytes(said: Entry, method: str) -> bytes:
    """One component as a message from calendar to calendar (RFC 5546): REQUEST or CANCEL.

    In the active language, under the same UID as in every feed.
    """
    calendar = Calendar()
    _kind(calendar, translation.get_language() or "", method)
    calendar.add_component(_time_zone())
    calendar.add_component(component.component_of(said))
    return calendar.to_ical()


def _kind(calendar: Calendar, language: str, method: str) -> None:
    calendar.add("PRODID", f"-//Yanxi//Calendar//{language[:2].upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)


def _head(calendar: Calendar, source: Source) -> None:
    _kind(calendar, source.language, "PUBLISH")
    title = line(source.title)
    # As texts, by hand: the library writes properties that it does not know without escaping them.
    for name, value in (
        ("NAME", title),
        ("X-WR-CALNAME", title),
        ("X-WR-TIMEZONE", "Asia/Shanghai"),
        ("X-PUBLISHED-TTL", "PT6H"),
    ):
        calendar[name] = vText(value)
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("URL", settings.SITE_URL + reverse("calendar"))
    if source.address:
        calendar.add("SOURCE", source.address, parameters={"VALUE": "URI"})


def _time_zone() -> Timezone:
    """China has had one offset and no summer time since 1992; nothing here is older."""
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1992, 1, 1))  # noqa: DTZ001 (a zone begins in its own time)
    standard.add("TZOFFSETFROM", timedelta(hours=8))
    standard.add("TZOFFSETTO", timedelta(hours=8))
    standard.add("TZNAME", "CST")
    zone = Timezone()
    zone.add("TZID", "Asia/Shanghai")
    zone.add_component(standard)
    return zone
