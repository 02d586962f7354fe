"""What the reader of a personal feed may choose, and feeds of a liaison's unit."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from calendars.actions import LIMIT, make_feed
from calendars.enums import FeedOutcome
from calendars.models import Feed
from essays.models import Essay
from events.models import Offering, SeatPool, Session
from people.models import Membership
from publishing.page_cache import cache
from tests.calendars.reading import events, read, summaries
from tests.factories import (
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
    make_unit,
)


def address_of(person, **chosen):
    result = make_feed(by=person, name="手机", language="zh-hans", **chosen)
    assert result.outcome is FeedOutcome.MADE
    return f"/calendar/me/{result.details['token']}.ics"


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, page=make_event("院士开讲"))


def test_a_name_is_proposed_after_the_device_once(cast):
    client = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36"})
    client.force_login(cast.participant)
    assert 'value="我的手机"' in client.get("/me/calendar/").text
    on_computer = client.get("/me/calendar/", headers={"user-agent": "Mozilla/5.0 (X11; Linux)"})
    assert 'value="我的电脑"' in on_computer.text
    make_feed(by=cast.participant, name="我的手机", language="zh-hans")
    assert 'value="我的手机"' not in client.get("/me/calendar/").text


def test_what_one_waits_for_can_be_left_out(client, cast, offering):
    make_registration(offering, cast.participant, "waitlisted")
    assert len(summaries(client.get(address_of(cast.participant)))) == 1
    assert summaries(client.get(address_of(cast.participant, with_waiting=False))) == []


def test_a_reminder_comes_with_every_session_but_a_cancelled_one(client, cast, offering):
    make_registration(offering, cast.participant)
    address = address_of(cast.participant, alarm=Feed.Alarm.TWO_HOURS)
    [event] = events(client.get(address))
    [alarm] = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["TRIGGER"].dt == timedelta(minutes=-120)
    assert alarm["DESCRIPTION"] == event["SUMMARY"]
    offering.sessions.update(cancelled_at=timezone.now())
    [event] = events(client.get(address))
    assert event.walk("VALARM") == []
    assert events(client.get(address_of(cast.participant)))[0].walk("VALARM") == []


def test_a_deadline_is_a_day_or_a_task_or_nothing(client, cast, offering):
    registration = make_registration(offering, cast.participant)
    task = make_task(offering)
    by_day = read(client.get(address_of(cast.participant, deadlines="day")))
    as_task = client.get(address_of(cast.participant, deadlines="task", alarm=1440))
    none = read(client.get(address_of(cast.participant, deadlines="none")))
    assert [part.name for part in none.walk()[2:]].count("VEVENT") == 1
    [_session, day] = by_day.walk("VEVENT")
    [todo] = read(as_task).walk("VTODO")
    assert todo["DUE"].dt == task.due_at.replace(microsecond=0)
    assert todo["STATUS"] == "NEEDS-ACTION"
    assert todo["SUMMARY"] == day["SUMMARY"]
    assert todo["UID"] != day["UID"]
    assert todo.walk("VALARM")[0]["TRIGGER"].params["RELATED"] == "END"
    Essay.objects.create(
        task=task,
        author=cast.participant,
        registration=registration,
        state="submitted",
        submitted_at=timezone.now(),
    )
    again = client.get(as_task.wsgi_request.path, headers={"If-None-Match": as_task["ETag"]})
    assert read(again).walk("VTODO") == []


def test_a_liaison_reads_how_many_of_the_unit_come_and_not_who(client, cast, offering):
    below = make_person(unit=make_unit(parent=cast.unit))
    for person in (cast.participant, cast.colleague, below):
        make_registration(offering, person)
    elsewhere = make_offering(unit=cast.city, page=make_event("别处"))
    make_registration(elsewhere, make_person(unit=make_unit()))
    address = address_of(cast.liaison, unit=cast.unit)
    [event] = events(client.get(address))
    assert event["SUMMARY"].startswith("院士开讲")
    assert "3" in event["DESCRIPTION"].split("本单位参加：")[1]
    body = client.get(address).content.replace(b"\r\n ", b"").decode()
    for person in (cast.participant, cast.colleague, below):
        assert person.name not in body


def test_a_liaison_reads_until_when_to_nominate(client, cast, offering):
    offering.admits_nominated = True
    offering.save()
    address = address_of(cast.liaison, unit=cast.unit)
    assert summaries(client.get(address)) == []
    SeatPool.objects.create(offering=offering, unit=cast.unit)
    assert [title for title in summaries(client.get(address)) if "推荐截止" in title]


def test_the_feed_of_a_unit_ends_with_the_office(client, cast, offering):
    make_registration(offering, cast.participant)
    address = address_of(cast.liaison, unit=cast.unit)
    first = client.get(address)
    make_registration(offering, cast.colleague)
    told = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert told.status_code == 200
    Membership.objects.filter(user=cast.liaison).update(
        since_on=timezone.localdate() - timedelta(days=9),
        until_on=timezone.localdate() - timedelta(days=1),
    )
    ended = client.get(address)
    assert ended.status_code == 410
    assert ended["Content-Type"].startswith("text/plain")


def test_only_a_liaison_of_the_unit_can_make_its_feed(cast):
    for person in (cast.participant, cast.stranger):
        result = make_feed(by=person, name="甲", language="en", unit=cast.unit)
        assert result.outcome is FeedOutcome.NOT_YOUR_UNIT
    assert not Feed.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_an_unchanged_poll_costs_one_statement_and_one_more_once_a_day(
    client, cast, offering, django_assert_num_queries, people
):
    for _number in range(people):
        make_registration(offering, make_person(unit=cast.unit))
    own, unit = address_of(cast.participant), address_of(cast.liaison, unit=cast.unit)
    known = {path: client.get(path)["ETag"] for path in (own, unit)}
    tomorrow = timezone.now() + timedelta(days=1)
    for day, statements in ((timezone.now(), 1), (tomorrow, 2), (tomorrow, 1)):
        for path in (own, unit):
            now = mock.patch.object(timezone, "now", return_value=day)
            with now, django_assert_num_queries(statements):
                same = client.get(path, headers={"If-None-Match": known[path]})
            assert same.status_code == 304
        assert {feed.used_on for feed in Feed.objects.all()} == {timezone.localdate(day)}


# Days after today on which time alone changes the feed: a session leaves 90 days after its end,
# one further off than a year comes in, a cancelled one goes, a unit's deadline passes.
TURNS = {
    "leaves": lambda session: at(session, days=-60),
    "comes": lambda session: at(session, days=370),
    "cancelled": lambda session: Session.objects.update(cancelled_at=timezone.now()),
    "stays": lambda session: at(session, days=20),
}


def at(session, *, days):
    starts = timezone.now() + timedelta(days=days)
    Session.objects.update(starts_at=starts, ends_at=starts + timedelta(hours=2))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("of", ["participant", "unit"])
def test_a_feed_turns_on_the_very_day(client, cast, offering, turn, of):
    """On each of the next weeks' days it says what it would say if it were read anew."""
    make_registration(offering, cast.participant)
    SeatPool.objects.create(offering=offering, unit=cast.unit)
    Offering.objects.update(closes_at=timezone.now() + timedelta(days=12), admits_nominated=True)
    TURNS[turn](offering.sessions.get())
    path = address_of(cast.participant)
    if of == "unit":
        path = address_of(cast.liaison, unit=cast.unit)
    seen = set()
    for days in (0, 1, 3, 4, 5, 11, 12, 13, 28, 29, 30, 31, 32, 33, 40):
        now = timezone.now() + timedelta(days=days)
        with mock.patch.object(timezone, "now", return_value=now):
            polled = client.get(path)
            cache.clear()
            true = client.get(path)
        assert (polled["ETag"], polled.content) == (true["ETag"], true.content), days
        seen.add(polled["ETag"])
    assert len(seen) == (turn != "stays") + 1 + (of == "unit")


def test_the_form_offers_a_unit_to_its_liaison_alone(cast):
    client = Client()
    client.force_login(cast.participant)
    assert 'name="unit"' not in client.get("/me/calendar/").content.decode()
    client.force_login(cast.liaison)
    assert 'name="unit"' in client.get("/me/calendar/").content.decode()
    chosen = {"language": "en", "deadlines": "task", "alarm": "1440", "unit": str(cast.unit.pk)}
    client.post("/me/calendar/", {"name": "本单位", **chosen})
    feed = Feed.objects.get()
    assert (feed.unit, feed.alarm, feed.deadlines) == (cast.unit, 1440, "task")
    assert feed.with_waiting is False
    assert str(cast.unit) in client.get("/me/calendar/").content.decode()
    foreign = {**chosen, "unit": str(cast.city.pk)}
    assert client.post("/me/calendar/", {"name": "乙", **foreign}).status_code == 200
    assert Feed.objects.count() == 1


def test_a_member_is_led_to_the_public_calendars_of_the_unit_and_of_those_above(cast, offering):
    """To those of today: an ended membership leads nowhere."""
    client, elsewhere = Client(), make_unit()
    client.force_login(cast.participant)
    led = re.compile(r'href="(/calendar/\?[^"]*unit=(\w+))#subscribe"')
    found = led.findall(client.get("/me/calendar/").content.decode())
    above = [one.public_id for one in (*cast.unit.get_ancestors(), cast.unit)][::-1]
    assert [public_id for _address, public_id in found] == above
    assert cast.city.public_id in above
    assert elsewhere.public_id not in above
    page = client.get(found[-1][0].replace("&amp;", "&")).content.decode()
    assert f"/calendar/all.ics?unit={above[-1]}" in page
    assert "院士开讲" in page
    Membership.objects.filter(user=cast.participant).update(
        since_on=timezone.localdate() - timedelta(days=9),
        until_on=timezone.localdate() - timedelta(days=1),
    )
    assert led.findall(client.get("/me/calendar/").content.decode()) == []


def test_a_longer_window_is_asked_for(client, cast, offering):
    """As in public feeds; each window is kept apart, and `from` betrays nothing."""
    long_ago = timezone.now() - timedelta(days=200)
    make_session(offering, title="去年", starts_at=long_ago)
    make_registration(offering, cast.participant)
    since = (timezone.localdate() - timedelta(days=300)).isoformat()
    unit = make_feed(by=cast.liaison, name="单位", language="zh-hans", unit=cast.unit)
    for address in (address_of(cast.participant), f"/calendar/me/{unit.details['token']}.ics"):
        longer = f"{address}?from={since}"
        for _again in range(2):
            assert len(events(client.get(address))) == 1
            assert len(events(client.get(longer))) == 2
        etag = client.get(longer)["ETag"]
        assert client.get(longer, headers={"If-None-Match": etag}).status_code == 304
        bad = client.get(f"{address}?from=gestern")
        assert (bad.status_code, bad["Content-Type"][:10]) == (400, "text/plain")
        token = address.split("/")[-1].removesuffix(".ics").encode()
        for response in (client.get(longer), bad):
            assert token not in response.content.replace(b"\r\n ", b"")
            assert token not in str(response.headers).encode()


def test_the_name_of_one_address_too_many_is_not_lost(cast, client):
    for number in range(LIMIT):
        make_feed(by=cast.participant, name=str(number), language="en")
    client.force_login(cast.participant)
    sent = {"name": "会议室的屏幕", "language": "en", "deadlines": "day", "alarm": "0"}
    answer = client.post("/me/calendar/", sent)
    assert answer.status_code == 200
    assert 'value="会议室的屏幕"' in answer.content.decode()
    assert str(LIMIT) in str(answer.context["form"].non_field_errors())
