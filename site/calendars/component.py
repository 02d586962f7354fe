"""The one place where a component of a calendar is written (RFC 5545, 3.6.1)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Event

from calendars.entry import Entry

ZONE = ZoneInfo("Asia/Shanghai")


def event_of(entry: Entry) -> Event:
    """The VEVENT of an entry. DTSTAMP is the instant of the last change, never now: the same
    content must always be the same bytes."""
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    # Whole seconds: the format has no smaller ones.
    changed_at = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("DTSTAMP", changed_at)
    event.add("LAST-MODIFIED", changed_at)
    event.add("DTSTART", _moment(entry.starts))
    event.add("DTEND", _moment(entry.ends))
    event.add("SUMMARY", entry.summary)
    event.add("STATUS", entry.status)
    event.add(
        "TRANSP", "OPAQUE" if entry.status == "CONFIRMED" and _timed(entry) else "TRANSPARENT"
    )
    event.add("URL", entry.url)
    if entry.description:
        event.add("DESCRIPTION", entry.description)
    if entry.location:
        event.add("LOCATION", entry.location)
    if entry.geo:
        event.add("GEO", entry.geo)
    if entry.categories:
        event.add("CATEGORIES", list(entry.categories))
    if entry.organizer:
        name, mailbox = entry.organizer
        # A quotation mark in a parameter is written in a way that older readers do not know.
        event.add("ORGANIZER", f"mailto:{mailbox}", parameters={"CN": name.replace('"', "'")})
    return event


def _timed(entry: Entry) -> bool:
    return isinstance(entry.starts, datetime)


def _moment(moment: object) -> object:
    if isinstance(moment, datetime):
        return moment.astimezone(ZONE).replace(microsecond=0)
    return moment
