"""What concerns a feed not costs its readers nothing: a 304 takes two statements at most, always.

Every kind of feed, after every kind of change that it does not tell, within the day and as the
first poll of the next one, which is noted.
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from calendars import own_feed
from calendars.actions import make_feed
from calendars.kept import fingerprint_of
from calendars.models import Feed
from essays.models import EssayExtension, EssayTask
from events.models import EventKind, EventPage, Offering, SeatPool, Session, Venue
from media.models import CustomImage
from people.models import Unit, User
from tests.calendars.reading import poll
from tests.factories import (
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
    make_unit,
    make_venue,
)

MOST = 2


@pytest.fixture
def scene(cast, monkeypatch):
    """One offering of which every feed tells, with all that may stand beside it."""
    monkeypatch.setattr("calendars.rows.addresses_of", drawn)
    picture = CustomImage.objects.create(title="馆", file="reeds.png", width=9, height=6)
    page = make_event("院士开讲", picture=picture)
    closes_at = timezone.now() + timedelta(days=40)
    offering = make_offering(
        unit=cast.city,
        page=page,
        sessions=0,
        admits_nominated=True,
        host="图书馆",
        closes_at=closes_at,
    )
    offering.supporting_units.add(cast.unit)
    make_session(offering, venue=make_venue("甲馆"))
    SeatPool.objects.create(offering=offering, unit=cast.unit)
    make_registration(offering, cast.participant)
    make_task(offering, least_percent=50)
    make_task(offering, opens_at=timezone.now() - timedelta(days=1))
    return offering


def drawn(keys):
    """Where a picture's drawing would be: its name holds what Wagtail would cut it by."""
    found = CustomImage.objects.filter(pk__in=keys).values_list("pk", "file", "focal_point_x")
    return {pk: f"https://example.org/{file}/{x}" for pk, file, x in found}


def addresses(cast, offering):
    """Every kind of feed."""
    unit, venue = cast.unit.public_id, offering.sessions.get().venue.public_id
    kind = offering.page.specific.kind.slug
    own = {
        "by day": (cast.participant, {}),
        "as tasks": (cast.participant, {"deadlines": "task"}),
        "of a unit": (cast.liaison, {"unit": cast.unit}),
    }
    found = {"all": "/calendar/all.ics", "in English": "/calendar/events.ics?lang=en"}
    found["filtered"] = f"/calendar/all.ics?unit={unit}&venue={venue}&kind={kind}"
    found["offering"] = f"/calendar/offering/{offering.public_id}.ics"
    found["session"] = f"/calendar/session/{offering.sessions.get().public_id}.ics"
    for name, (person, chosen) in own.items():
        made = make_feed(by=person, name=name, language="zh-hans", **chosen)
        found[name] = f"/calendar/me/{made.details['token']}.ics"
    return found


def elsewhere(cast, offering):
    """What happens all day on the site and concerns none of these feeds."""
    drafted = make_offering(unit=make_unit(), page=make_event("别处"), state="draft")
    make_registration(drafted, make_person(unit=make_unit()))
    make_venue("丙馆")
    other = make_task(make_offering(unit=make_unit(), state="draft"))
    EssayExtension.objects.create(
        task=other, person=cast.colleague, until=other.due_at + timedelta(days=3)
    )
    EssayTask.objects.create(
        audience="units", kind="call", title="征文", lead_unit=cast.city, due_at=timezone.now()
    ).units.add(cast.city)


# By ways that send no signal; none of them changes a byte.
SILENT = {
    "elsewhere": elsewhere,
    "summary": lambda cast, offering: EventPage.objects.update(summary="改了一句"),
    "window": lambda cast, offering: Offering.objects.update(opens_at=timezone.now()),
    "host is named": lambda cast, offering: Unit.objects.filter(pk=cast.city.pk).update(name="市"),
    "more time for another": lambda cast, offering: EssayExtension.objects.create(
        task=EssayTask.objects.first(),
        person=make_person(unit=cast.unit),
        until=timezone.now() + timedelta(days=300),
    ),
    "prompt": lambda cast, offering: EssayTask.objects.update(prompt="写一写"),
    "other picture": lambda cast, offering: CustomImage.objects.update(title="外景"),
    "an account": lambda cast, offering: User.objects.filter(pk=cast.stranger.pk).update(
        first_name="改"
    ),
    "other kinds": lambda cast, offering: EventKind.objects.create(name="雅集", slug="yaji"),
}
NAMES = ("all", "in English", "filtered", "offering", "session", "by day", "as tasks", "of a unit")


def test_what_a_feed_does_not_tell_costs_two_statements_at_most(cast, scene, monkeypatch):
    """Each time as the first poll after it; at last as the first poll of the next day."""
    polled = addresses(cast, scene)
    known = {name: Client().get(path)["ETag"] for name, path in polled.items()}
    for reading in ("kept.calendar_bytes", "views.feeds.session_rows", "own_feed.session_rows"):
        monkeypatch.setattr(f"calendars.{reading}", None)
    for edit, change in SILENT.items():
        change(cast, scene)
        for name, path in polled.items():
            status, cost = poll(path, known[name])
            assert (status, cost <= MOST) == (304, True), (edit, name, cost)
            assert poll(path, known[name]) == (304, 1)
    elsewhere(cast, scene)
    tomorrow = timezone.now() + timedelta(days=1)
    with mock.patch.object(timezone, "now", return_value=tomorrow):
        for name, path in polled.items():
            assert poll(path, known[name]) == (304, MOST), name
            assert poll(path, known[name]) == (304, 1), name
    assert {feed.used_on for feed in Feed.objects.all()} == {timezone.localdate(tomorrow)}


def test_a_window_beyond_all_days_is_the_same_tomorrow(cast, scene, monkeypatch):
    """Asked for from long ago or from far ahead."""
    every = addresses(cast, scene)
    polled = [
        f"{every[name]}?from={since}"
        for name in ("all", "by day", "of a unit")
        for since in ("0001-01-01", "2001-01-01", "2999-12-31")
    ]
    known = {path: Client().get(path)["ETag"] for path in polled}
    for reading in ("kept.calendar_bytes", "views.feeds.session_rows", "own_feed.session_rows"):
        monkeypatch.setattr(f"calendars.{reading}", None)
    tomorrow = timezone.now() + timedelta(days=1)
    with mock.patch.object(timezone, "now", return_value=tomorrow):
        for path in polled:
            status, cost = poll(path, known[path])
            assert (status, cost <= MOST) == (304, True), (path, cost)


# What each feed tells, and which do not.
TOLD = {
    "title": (lambda offering: Session.objects.update(title="改"), ()),
    "venue": (lambda offering: Venue.objects.update(name="乙馆"), ()),
    "page": (lambda offering: EventPage.objects.update(title="夜话"), ()),
    "picture": (
        lambda offering: CustomImage.objects.update(
            focal_point_x=3, focal_point_y=3, focal_point_width=2, focal_point_height=2
        ),
        (),
    ),
    "a further one": (
        lambda offering: make_session(offering, venue=Venue.objects.first()),
        ("session",),
    ),
    "cancelled": (
        lambda offering: Session.objects.exclude(title="改").update(cancelled_at=timezone.now()),
        ("session",),
    ),
    "task": (lambda offering: EssayTask.objects.update(title="行思录"), (*NAMES[:5], "of a unit")),
    "more time": (
        lambda offering: EssayExtension.objects.create(
            task=EssayTask.objects.last(),
            unit=Unit.objects.get(pk=offering.lead_unit_id),
            until=timezone.now() + timedelta(days=300),
        ),
        (*NAMES[:5], "of a unit"),
    ),
    "nominations": (
        lambda offering: Offering.objects.update(closes_at=timezone.now() + timedelta(days=2)),
        NAMES[:7],
    ),
    "place": (
        lambda offering: offering.registrations.update(
            state="withdrawn", pool=None, changed_at=timezone.now()
        ),
        NAMES[:5],
    ),
}


@pytest.mark.parametrize("days", [0, 1])
def test_what_a_feed_tells_is_told_by_the_next_poll(cast, scene, days):
    """Also by the first one of a day, which looks in another way."""
    polled = addresses(cast, scene)
    known = {name: Client().get(path)["ETag"] for name, path in polled.items()}
    now = timezone.now()
    for number, (edit, (change, silent)) in enumerate(TOLD.items(), 1):
        change(scene)
        with mock.patch.object(timezone, "now", return_value=now + number * timedelta(days=days)):
            for name, path in polled.items():
                answer = Client().get(path, headers={"If-None-Match": known[name]})
                assert answer.status_code == (304 if name in silent else 200), (edit, name)
                known[name] = answer["ETag"]


def test_a_task_that_begins_is_told_when_it_begins(cast, scene):
    """No record moves then: the clock alone."""
    EssayTask.objects.update(opens_at=timezone.now() + timedelta(minutes=20))
    path = addresses(cast, scene)["as tasks"]
    before = Client().get(path)
    assert b"VTODO" not in before.content
    for minutes, told in ((10, False), (30, True)):
        now = timezone.now() + timedelta(minutes=minutes)
        with mock.patch.object(timezone, "now", return_value=now):
            assert (b"VTODO" in Client().get(path).content) is told


@pytest.mark.parametrize("deadlines", ["day", "task", "none"])
def test_a_statement_composed_once_says_the_same_of_everybody(cast, scene, deadlines):
    """Whoever asks, and whether or not a task has begun: what the query itself says."""
    own_feed._composed.cache_clear()
    later = timezone.now() + timedelta(hours=2)
    make_registration(scene, cast.colleague, state="waitlisted")
    EssayTask.objects.filter(pk=EssayTask.objects.first().pk).update(opens_at=later)
    told = set()
    for instant in (timezone.now(), later):
        with mock.patch.object(timezone, "now", return_value=instant):
            for person in (cast.participant, cast.colleague, cast.stranger):
                feed = Feed(person=person, name=str(person), deadlines=deadlines)
                shown = own_feed.shown_by(feed, "zh-hans")
                plain = fingerprint_of(own_feed.parts_of_shown(shown), shown)
                assert own_feed.fingerprint_of_shown(shown) == plain != ""
                told.add(plain)
    assert len(told) == (3 if deadlines == "none" else 4)
    assert own_feed._composed.cache_info().misses <= 2  # the day may end in between
