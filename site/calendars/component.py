"""The one place where a component of a calendar is written (RFC 5545, 3.6.1)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Alarm, Component, Event, Parameters, Todo, vUri

from calendars.entry import Entry

ZONE = ZoneInfo("Asia/Shanghai")


def component_of(entry: Entry) -> Component:
    """The VEVENT, or VTODO, of an entry. DTSTAMP is the instant of the last change, never now: the
    same content must always be the same bytes."""
    component: Component = Todo() if entry.is_task else Event()
    component.add("UID", entry.uid)
    component.add("SEQUENCE", entry.sequence)
    # Whole seconds: the format has no smaller ones.
    changed_at = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    component.add("DTSTAMP", changed_at)
    component.add("LAST-MODIFIED", changed_at)
    (_task if entry.is_task else _event)(component, entry)
    component.add("SUMMARY", entry.summary)
    component.add("URL", entry.url)
    for name in ("description", "location", "geo", "color", "contact"):
        if value := getattr(entry, name):
            component.add(name.upper(), value)
    if entry.categories:
        component.add("CATEGORIES", list(entry.categories))
    _people(component, entry)
    _links(component, entry)
    if entry.alarm:
        component.add_component(_alarm(entry))  # last: some applications drop what follows one
    return component


def _people(component: Component, entry: Entry) -> None:
    if entry.organizer:
        name, mailbox = entry.organizer
        named = {"CN": _in_parameter(name)}
        component.add("ORGANIZER", f"mailto:{mailbox}", parameters=named)
    if entry.attendee:
        who = entry.attendee
        asked = {"CN": _in_parameter(who.name), "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
        asked |= {"PARTSTAT": who.answer, "RSVP": "FALSE"}
        component.add("ATTENDEE", f"mailto:{who.mailbox}", parameters=asked)


def _links(component: Component, entry: Entry) -> None:
    if entry.conference:
        joined = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": _("Take part online")}
        component.add("CONFERENCE", vUri(entry.conference), parameters=Parameters(joined))
    if entry.image:
        shown = {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/jpeg"}
        component.add("IMAGE", vUri(entry.image), parameters=shown)


def _in_parameter(name: str) -> str:
    """A quotation mark in a parameter is written in a way that older readers do not know."""
    return name.replace('"', "'")


def _event(component: Component, entry: Entry) -> None:
    busy = entry.status == "CONFIRMED" and isinstance(entry.starts, datetime)
    component.add("DTSTART", _moment(entry.starts))
    component.add("DTEND", _moment(entry.ends))
    component.add("STATUS", entry.status)
    component.add("TRANSP", "OPAQUE" if busy else "TRANSPARENT")


def _task(component: Component, entry: Entry) -> None:
    component.add("DUE", _moment(entry.ends))
    component.add("STATUS", "NEEDS-ACTION")


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", entry.summary)
    related = {"RELATED": "END"} if entry.is_task else {}
    alarm.add("TRIGGER", -timedelta(minutes=entry.alarm), parameters=related)
    return alarm


def _moment(moment: object) -> object:
    if isinstance(moment, datetime):
        return moment.astimezone(ZONE).replace(microsecond=0)
    return moment
