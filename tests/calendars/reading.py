"""Reading feeds the way a strict application does."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

_NAME = re.compile(rb"[A-Z0-9-]+[;:]")


def check_bytes(body: bytes) -> None:
    """RFC 5545, 3.1: CRLF, 75 octets, whole characters in each line, no control characters."""
    assert body.endswith(b"\r\n")
    lines = body[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, line
        line.decode("utf-8")  # no character is broken by folding
    whole = body.decode("utf-8")
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", whole)
    assert "\n" not in whole.replace("\r\n", "")
    for line in body.replace(b"\r\n ", b"").split(b"\r\n")[:-1]:
        assert _NAME.match(line), line
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b"END:VCALENDAR"
    assert whole.index("BEGIN:VTIMEZONE") < whole.find("BEGIN:VEVENT") or "VEVENT" not in whole


def read(response: Any) -> Calendar:
    """The one calendar of an answer, whole and valid."""
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    check_bytes(response.content)
    calendar = Calendar.from_ical(response.content)
    calendar.validate()
    for component in calendar.walk():
        assert component.errors == [], component.errors
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    for event in calendar.walk("VEVENT"):
        check_event(event)
    return calendar


def check_event(event: Event) -> None:
    """What every component of ours owes (RFC 5545, 3.6.1, and what applications need)."""
    for name in (
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "SEQUENCE",
        "URL",
    ):
        assert name in event, name
        assert not isinstance(event[name], list), f"{name} twice"
    assert event["DTSTART"].dt < event["DTEND"].dt
    assert str(event["UID"]).endswith("@yanxi.invalid")
    assert "ATTENDEE" not in event


def events(response: Any) -> list[Event]:
    """The components of an answer in their order."""
    return list(read(response).walk("VEVENT"))


def summaries(response: Any) -> list[str]:
    """Their titles."""
    return [str(event["SUMMARY"]) for event in events(response)]


def poll(path, etag):
    """Status and number of statements of asking again."""
    with CaptureQueriesContext(connection) as asked:
        status = Client().get(path, headers={"If-None-Match": etag}).status_code
    return status, len(asked)
