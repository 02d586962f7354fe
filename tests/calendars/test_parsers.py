"""Every feed, read alike by independent parsers; and one by a subscriber that people really use."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import sync_playwright

from calendars.actions import make_feed
from calendars.invitations import enclosed_with
from notices.delivery import notify
from notices.enums import Kind
from tests.calendars import libical
from tests.calendars.reading import check_bytes
from tests.factories import (
    make_cast,
    make_course,
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_task,
    make_venue,
)
from tests.services.chromium import find_chromium

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
JOIN = "https://meeting.example.org/j/1?a=1,2;3"
HARD = "甲,乙;丙\\n丁“戊”𠮷䶮😀" + "很" * 60
READ = """body => new ICAL.Component(ICAL.parse(body)).getAllSubcomponents()
    .filter(part => part.name !== "vtimezone").map(part => {
        const text = name => part.getFirstPropertyValue(name) ?? ""
        const at = part.getFirstPropertyValue(part.name === "vevent" ? "dtstart" : "due")
        return [part.name.toUpperCase(), text("uid"), text("summary"), text("location"),
            text("description"), at.toString(), part.getAllSubcomponents("valarm").length]
    })"""


@pytest.fixture
def bodies(cast):
    """Every feed and every message, with everything in it: hard texts, alarms, a task, a day."""
    page = make_event("院士,开讲;😀")
    offering = make_offering(unit=cast.city, page=page, sessions=0, contact="a@example.org")
    start = timezone.now().replace(microsecond=0) + timedelta(days=3)
    session = make_session(
        offering, title=HARD, starts_at=start, venue=make_venue("甲;馆,乙"), join_url=JOIN
    )
    make_session(offering, starts_at=start + timedelta(days=1), cancelled_at=start)
    make_offering(unit=cast.city, page=make_course("国情,研修"), sessions=2)
    registration = make_registration(offering, cast.participant)
    make_task(offering)
    paths = {
        "all": "all.ics",
        "English": "all.ics?lang=en",
        "courses": "courses.ics",
        "events": "events.ics",
        "venue": f"all.ics?venue={session.venue.public_id}&unit={cast.city.public_id}",
        "offering": f"offering/{offering.public_id}.ics",
        "session": f"session/{session.public_id}.ics",
        "own": own(cast.participant, deadlines="task", alarm=30),
        "by day": own(cast.participant, deadlines="day"),
        "unit": own(cast.liaison, unit=cast.unit),
    }
    feeds = {name: Client().get(f"/calendar/{path}").content for name, path in paths.items()}
    return feeds | messages(registration)


def own(person, **chosen):
    made = make_feed(by=person, name="手机", language="zh-hans", **chosen)
    return f"me/{made.details['token']}.ics"


def messages(registration):
    """What goes along with two mails: an invitation, then its taking back."""
    offering, person = registration.offering, registration.person
    found = {}
    for key, method in enumerate(("REQUEST", "CANCEL")):
        notice = notify(
            person=person,
            kind=Kind.CANCELLED,
            key=str(key),
            context={"offering": offering, "title": "讲"},
            topic=offering.public_id,
        )
        [part] = enclosed_with(notice).shown
        assert part.get_param("method") == method
        found[method] = part.get_payload(decode=True)
        registration.state = "withdrawn"
        registration.pool = None
        registration.save()
    return found


def ours(body):
    """What icalendar reads, in the shape of the others."""
    found = []
    for part in Calendar.from_ical(body).subcomponents[1:]:
        moment = part["DTSTART" if part.name == "VEVENT" else "DUE"].dt
        texts = [str(part.get(name, "")) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION")]
        if isinstance(moment, datetime):
            moment = moment.astimezone(ZONE).replace(tzinfo=None)
        found.append((part.name, *texts, moment.isoformat(), len(part.walk("VALARM"))))
    return sorted(found)


def test_the_feeds_hold_what_the_parsers_are_to_be_tried_with(bodies):
    for body in bodies.values():
        check_bytes(body)
        assert ours(body)
    told = ours(bodies["own"])
    assert [kind for kind, *_rest in told] == ["VEVENT", "VEVENT", "VTODO"]
    assert [alarms for *_rest, alarms in told] in ([0, 1, 1], [1, 0, 1])
    for name in set(bodies) - {"courses"}:
        assert any(HARD in title for _kind, _uid, title, *_rest in ours(bodies[name])), name


@pytest.mark.browser
def test_ical_js_reads_them_alike(bodies):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"]
        )
        page = chromium.new_page()
        page.add_script_tag(path=HERE / "vendor" / "ical.js")
        theirs = {name: page.evaluate(READ, body.decode()) for name, body in bodies.items()}
        chromium.close()
    for name, body in bodies.items():
        assert sorted(tuple(part) for part in theirs[name]) == ours(body), name


@pytest.mark.skipif(libical.library() is None, reason="needs libical: run `make programs`")
def test_libical_reads_them_alike(bodies):
    for name, body in bodies.items():
        assert libical.told(body) == ours(body), name


class Vdirsyncer:
    """A folder kept by vdirsyncer and shown by khal, both with settings of this test alone."""

    def __init__(self, folder, address):
        self.folder, self.items = folder, folder / "items" / "study"
        self.items.mkdir(parents=True)
        (folder / "vdirsyncer").write_text(
            f"""
[general]
status_path = "{folder / "status"}"
[pair study]
a = "here"
b = "there"
collections = null
[storage here]
type = "filesystem"
path = "{self.items}"
fileext = ".ics"
[storage there]
type = "http"
url = "{address}"
"""
        )
        (folder / "khal").write_text(
            f"""
[calendars]
[[study]]
path = {self.items}
[sqlite]
path = {folder / "khal.db"}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
"""
        )
        self.run("vdirsyncer", "-c", folder / "vdirsyncer", "discover")

    def run(self, program, *words):
        done = subprocess.run(
            [sys.executable, "-m", program, *words],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
            env={"HOME": str(self.folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        )
        return done.stdout

    def sync(self):
        """Files that the sync left alone, by name and time of writing."""
        self.run("vdirsyncer", "-c", self.folder / "vdirsyncer", "sync")
        return {(path.name, path.stat().st_mtime_ns) for path in self.items.iterdir()}

    def shown(self):
        """Start and title of what khal shows in the next days."""
        wanted = ["--format", "{start-date} {start-time} {title}", "--day-format", ""]
        told = self.run("khal", "-c", self.folder / "khal", "list", *wanted, "today", "30d")
        return sorted(line for line in told.splitlines() if line)


def test_vdirsyncer_and_khal_follow_every_change(live_server, tmp_path):
    offering = make_offering(unit=make_cast().city, page=make_event("沙龙"), sessions=0)
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    sessions = [
        make_session(offering, title=title, starts_at=start + timedelta(days=day))
        for day, title in enumerate(["甲", "乙", "丙"], 2)
    ]

    def line(session, title):
        at = timezone.localtime(session.starts_at)
        return f"{at:%Y-%m-%d %H:%M} {title}"

    reader = Vdirsyncer(tmp_path, f"{live_server.url}/calendar/all.ics")
    first = reader.sync()
    assert len(first) == 3
    assert reader.shown() == [line(s, f"沙龙 · {s.title}") for s in sessions]
    assert reader.sync() == first  # no change, nothing written

    moved, cancelled, removed = sessions
    moved.starts_at += timedelta(hours=2)
    moved.ends_at += timedelta(hours=2)
    moved.revision += 1
    moved.save()
    second = reader.sync()
    assert len(second & first) == 2
    assert reader.shown()[0] == line(moved, "沙龙 · 甲")

    cancelled.cancelled_at = start
    cancelled.save()
    reader.sync()
    assert reader.shown()[1].startswith(line(cancelled, "已取消：沙龙 · 乙"))

    removed.delete()
    assert len(reader.sync()) == 2
    assert len(reader.shown()) == 2
