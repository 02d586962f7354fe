"""Personal feeds: what they show, to whom, and who may make and revoke them."""

import logging
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from calendars.actions import LIMIT, make_feed, revoke_feed
from calendars.enums import FeedOutcome
from calendars.models import Feed
from calendars.personal import PROVIDER
from calendars.tokens import hide_tokens
from essays.models import Essay
from kernel.models import AuditRow
from registration.models import Registration
from tests.calendars.reading import events, read, summaries
from tests.factories import (
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_task,
)


def address_of(person, name="手机", language="zh-hans"):
    result = make_feed(by=person, name=name, language=language)
    assert result.outcome is FeedOutcome.MADE
    return f"/calendar/me/{result.details['token']}.ics"


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, page=make_event("院士开讲"))


def test_only_ones_own_is_shown(client, cast, offering):
    make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague, "waitlisted")
    other = make_offering(unit=cast.city)
    make_registration(other, cast.colleague)
    gone = make_offering(unit=cast.city)
    make_registration(gone, cast.participant, "withdrawn")
    [event] = events(client.get(address_of(cast.participant)))
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"].startswith("院士开讲 · ")
    told = summaries(client.get(address_of(cast.colleague)))
    assert len(told) == 2
    assert [title for title in told if "候补" in title]
    assert summaries(client.get(address_of(cast.stranger))) == []


def test_waiting_is_tentative_and_becomes_certain(client, cast, offering):
    registration = make_registration(offering, cast.participant, "waitlisted")
    address = address_of(cast.participant)
    first = client.get(address)
    [event] = events(first)
    assert event["STATUS"] == "TENTATIVE"
    registration.state, registration.pool = "confirmed", offering.pools.get()
    registration.changed_at = timezone.now()
    registration.save()
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    [promoted] = events(second)
    assert promoted["STATUS"] == "CONFIRMED"
    assert promoted["UID"] == event["UID"]


def test_what_is_cancelled_reads_the_same_for_those_who_waited(client, cast, offering):
    registration = make_registration(offering, cast.participant, "waitlisted")
    offering.sessions.update(cancelled_at=timezone.now())
    address = address_of(cast.participant)
    before = client.get(address)
    registration.state, registration.pool = "confirmed", offering.pools.get()
    registration.save()
    after = client.get(address)
    assert (before["ETag"], before.content) == (after["ETag"], after.content)


def test_a_hidden_page_hides_nothing_from_those_who_go(client, cast, offering):
    make_registration(offering, cast.participant)
    offering.page.unpublish()
    assert len(events(client.get(address_of(cast.participant)))) == 1


def test_an_essay_is_due_on_its_last_day(client, cast, offering):
    shanghai = ZoneInfo("Asia/Shanghai")
    registration = make_registration(offering, cast.participant)
    midnight = datetime(2027, 3, 2, tzinfo=shanghai)
    task = make_task(offering, title="心得,一", due_at=midnight)
    waiting = make_offering(unit=cast.city, sessions=0)
    make_task(waiting)
    make_registration(waiting, cast.participant, "waitlisted")
    address = address_of(cast.participant)
    [due] = [event for event in events(client.get(address)) if "心得" in event["SUMMARY"]]
    assert due["SUMMARY"] == "心得截止：心得,一"
    assert due["DTSTART"].dt.isoformat() == "2027-03-01"
    assert due["DTEND"].dt.isoformat() == "2027-03-02"
    assert due["DTSTART"].params["VALUE"] == "DATE"
    assert "院士开讲" in due["DESCRIPTION"]
    Essay.objects.create(
        task=task,
        author=cast.participant,
        registration=registration,
        state="submitted",
        submitted_at=timezone.now(),
    )
    assert len(events(client.get(address))) == 1


def test_the_answer_is_private(client, cast, offering):
    make_registration(offering, cast.participant)
    address = address_of(cast.participant, name="我的,手机")
    response = client.get(address)
    calendar = read(response)
    assert response["Cache-Control"] == "private, max-age=900"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    token = address.split("/")[-1].removesuffix(".ics")
    assert token.encode() not in response.content.replace(b"\r\n ", b"")
    assert "SOURCE" not in calendar
    assert str(calendar["X-WR-CALNAME"]) == "研习：我的\\,手机"
    same = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert same.status_code == 304
    assert same["Cache-Control"] == "private, max-age=900"


def test_the_secret_is_kept_nowhere(cast):
    address = address_of(cast.participant)
    token = address.split("/")[-1].removesuffix(".ics")
    assert len(token) == 43
    feed = Feed.objects.get()
    assert token not in "".join(str(value) for value in vars(feed).values())
    row = AuditRow.objects.get(action="calendars.make_feed")
    assert token not in f"{row.changes}{row.reason}{row.target_id}"


def test_a_leaked_address_opens_that_feed_only(client, cast, offering):
    make_registration(offering, cast.participant)
    phone, desk = address_of(cast.participant), address_of(cast.participant)
    revoke_feed(by=cast.participant, feed=Feed.objects.order_by("pk").first())
    assert client.get(phone).status_code == 410
    assert client.get(desk).status_code == 200
    token = desk.split("/")[-1].removesuffix(".ics")
    for path in (f"/calendar/offering/{token}.ics", f"/calendar/me/{token[:-1]}.ics"):
        assert client.get(path).status_code == 404
    assert client.get(f"/me/calendar/?token={token}").status_code == 302


def test_a_revoked_address_answers_410_in_plain_text(client, cast):
    address = address_of(cast.participant)
    result = revoke_feed(by=cast.participant, feed=Feed.objects.get())
    assert result.outcome is FeedOutcome.REVOKED
    response = client.get(address)
    assert response.status_code == 410
    assert response["Content-Type"].startswith("text/plain")
    assert b"VCALENDAR" not in response.content
    assert response.content.decode().startswith("这个日历地址不存在或已停用，请从网站重新复制")
    again = revoke_feed(by=cast.participant, feed=Feed.objects.get())
    assert again.outcome is FeedOutcome.ALREADY_REVOKED


def test_a_closed_account_answers_410(client, cast):
    address = address_of(cast.participant)
    cast.participant.is_active = False
    cast.participant.save()
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_cost_does_not_grow(client, cast, django_assert_num_queries, sessions):
    offering = make_offering(unit=cast.city, sessions=sessions)
    make_registration(offering, cast.participant)
    address = address_of(cast.participant)
    # whose, the note of the day, the fingerprint before and after, sessions; places and
    # whether any has remote sites; deadlines: places, units, tasks
    with django_assert_num_queries(10):
        assert len(events(client.get(address))) == sessions
    with django_assert_num_queries(1):
        client.get(address)
    assert Feed.objects.get().used_on == timezone.localdate()


def test_no_line_of_the_log_holds_the_secret(client, cast, caplog):
    address = address_of(cast.participant)
    token = address.split("/")[-1].removesuffix(".ics")
    revoke_feed(by=cast.participant, feed=Feed.objects.get())
    with caplog.at_level(logging.DEBUG):
        client.get(address)
    handler = logging.getLogger().handlers[0]
    seen = [record for record in caplog.records if token in record.getMessage()]
    formatter = next(
        handler.formatter
        for handler in logging.getLogger().handlers
        if "ProcessorFormatter" in type(handler.formatter).__name__
    )
    assert handler
    for record in seen:
        assert token not in formatter.format(record)


def test_secrets_are_hidden_in_any_field():
    event = {"event": "Gone: /calendar/me/abc-D_9.ics", "request": "GET /en/calendar/me/x", "n": 1}
    hidden = hide_tokens(None, "info", event)
    assert hidden == {
        "event": "Gone: /calendar/me/***.ics", "request": "GET /en/calendar/me/***", "n": 1
    }  # fmt: skip


def test_there_is_a_limit(cast):
    for number in range(LIMIT):
        address_of(cast.participant, str(number))
    refused = make_feed(by=cast.participant, name="再一个", language="en")
    assert refused.outcome is FeedOutcome.TOO_MANY
    assert str(LIMIT) in refused.message


def test_what_is_held_about_a_person(client, cast):
    address = address_of(cast.participant, "手机")
    [row] = PROVIDER.export(cast.participant)["calendar_feeds"]
    assert row["name"] == "手机"
    PROVIDER.merge(cast.colleague, cast.participant)
    assert Feed.objects.get().person == cast.colleague
    PROVIDER.erase(cast.colleague)
    assert Feed.objects.get().name == ""
    assert client.get(address).status_code == 410


def test_the_page_makes_shows_once_and_revokes(cast, offering):
    client = Client(headers={"host": "localhost"})
    assert client.get("/me/calendar/").status_code == 302
    client.force_login(cast.participant)
    assert "您还没有日历地址" in client.get("/me/calendar/").content.decode()
    made = client.post(
        "/me/calendar/", {"name": " 我的 手机 ", "language": "en", "deadlines": "day", "alarm": "0"}
    )
    [address] = set(re.findall(r"http://[^\"<]+/calendar/me/[\w-]{43}\.ics", made.content.decode()))
    assert made["Referrer-Policy"] == "same-origin"
    assert "no-store" in made["Cache-Control"]
    feed = Feed.objects.get()
    assert (feed.name, feed.language) == ("我的 手机", "en")
    again = client.get("/me/calendar/").content.decode()
    assert "我的 手机" in again
    assert "/calendar/me/" not in again
    path = address.removeprefix("http://localhost:8000")
    assert Client().get(path)["Content-Language"] == "en"
    revoke = f"/me/calendar/{feed.public_id}/revoke/"
    assert "停用“我的 手机”？" in client.get(revoke).content.decode()
    assert client.post(revoke).status_code == 302
    assert Client().get(path).status_code == 410
    assert client.get(revoke).status_code == 302


def test_others_cannot_revoke(cast):
    address_of(cast.participant)
    client = Client()
    client.force_login(cast.colleague)
    revoke = f"/me/calendar/{Feed.objects.get().public_id}/revoke/"
    assert client.get(revoke).status_code == 403
    assert client.post(revoke).status_code == 403
    assert Feed.objects.in_use().count() == 1
    assert client.post("/me/calendar/000000000000/revoke/").status_code == 404


def test_bad_input_is_told(cast):
    client = Client()
    client.force_login(cast.participant)
    response = client.post("/me/calendar/", {"name": " \u2028 ", "language": "fr"})
    assert response.status_code == 200
    assert Feed.objects.count() == 0
    assert "field--bad" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(cast, django_assert_num_queries, count):
    client = Client()
    client.force_login(cast.participant)
    for number in range(count):
        address_of(cast.participant, str(number))
    client.get("/me/calendar/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/me/calendar/")


LIST_QUERIES = 12


def test_registrations_of_others_never_leak(client, cast, offering):
    for person, state in ((cast.participant, "waitlisted"), (cast.colleague, "confirmed")):
        make_registration(offering, person, state)
    make_session(offering, starts_at=timezone.now() + timedelta(days=9))
    told = summaries(client.get(address_of(cast.participant)))
    assert len(told) == 2
    assert all("候补" in title for title in told)
    assert Registration.objects.count() == 2
