"""How feeds are answered: validators, conditions, headers, errors, cost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from calendars import kept
from calendars.assemble import calendar_bytes
from events.models import Session
from tests.calendars.reading import events
from tests.factories import make_event, make_offering, make_session, make_venue

ALL = "/calendar/all.ics"


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, page=make_event("院士开讲"))


@pytest.fixture
def builds(monkeypatch):
    """Every building of a calendar, as it happens."""
    seen = []

    def build(source):
        seen.append(source.title)
        return calendar_bytes(source)

    monkeypatch.setattr(kept, "calendar_bytes", build)
    return seen


def etag(path=ALL):
    return Client().get(path)["ETag"]


def test_the_validator_stands_while_nothing_changes(client, offering):
    first, second = client.get(ALL), client.get(ALL)
    assert first["ETag"] == second["ETag"]
    assert not first["ETag"].startswith("W/")
    assert first.content == second.content
    assert first["Last-Modified"] == second["Last-Modified"]


def test_the_validator_moves_with_every_change_that_is_told(client, cast, offering):
    session = offering.sessions.get()
    other = make_session(offering)
    venue = make_venue("甲馆")
    seen = [etag()]

    def changed(why):
        now = etag()
        assert now not in seen, why
        seen.append(now)

    session.starts_at += timedelta(minutes=5)
    session.save()
    changed("moved")
    session.venue = venue
    session.save()
    changed("another place")
    venue.name = "乙馆"
    venue.save()
    changed("place renamed")
    offering.page.title = "院士再开讲"
    offering.page.save_revision().publish()
    changed("page retitled")
    offering.page.specific.kind.__class__.objects.update(name="雅集")
    changed("kind renamed")
    session.cancelled_at = timezone.now()
    session.save()
    changed("cancelled")
    other.delete()
    changed("removed")
    offering.label = "第2期"
    offering.save()
    changed("label")


def test_the_validator_stays_with_what_is_not_told(client, cast, offering):
    before = etag()
    session = offering.sessions.get()
    session.title_en = "For readers of English"
    session.save()
    offering.closes_at += timedelta(days=1)
    offering.revision += 1
    offering.changed_at = timezone.now()
    offering.save()
    assert etag() == before
    assert etag(f"{ALL}?lang=en") != before


def test_two_sessions_that_change_places_are_a_change(offering):
    first, second = offering.sessions.get(), make_session(offering)
    before = etag()
    first.title, second.title = second.title, first.title
    Session.objects.bulk_update([first, second], ["title"])
    assert etag() != before


def test_conditions(client, offering):
    full = client.get(ALL)
    same = client.get(ALL, headers={"If-None-Match": full["ETag"]})
    assert same.status_code == 304
    assert same.content == b""
    assert same["ETag"] == full["ETag"]
    assert same["Cache-Control"] == full["Cache-Control"]
    weak = client.get(ALL, headers={"If-None-Match": f"W/{full['ETag']}"})
    assert weak.status_code == 304
    since = client.get(ALL, headers={"If-Modified-Since": full["Last-Modified"]})
    assert since.status_code == 304
    both = {"If-None-Match": '"another"', "If-Modified-Since": full["Last-Modified"]}
    assert client.get(ALL, headers=both).status_code == 200


def test_last_modified_moves_even_when_something_is_taken_away(client, offering):
    extra = make_session(offering)
    before = client.get(ALL)["Last-Modified"]
    extra.delete()
    again = client.get(ALL, headers={"If-Modified-Since": before})
    assert again.status_code == 200
    assert again["Last-Modified"] != before


def test_head_has_the_same_head(client, offering):
    got, head = client.get(ALL), client.head(ALL)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control", "Content-Length"):
        assert head[name] == got[name]
    asked = client.head(ALL, headers={"If-None-Match": got["ETag"]})
    assert asked.status_code == 304


def test_no_cookie_no_session_no_redirect(client, offering, settings):
    settings.MFA_REQUIRED = True
    response = client.get(ALL)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=900"


def test_a_reader_who_is_signed_in_gets_the_same(client, cast, offering, settings):
    settings.MFA_REQUIRED = True
    before = client.get(ALL)
    client.force_login(cast.liaison)
    response = client.get(ALL)
    assert response.content == before.content
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_feeds_are_read_only(offering, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(ALL)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Content-Type"].startswith("text/plain")


def test_a_failure_is_a_plain_503(client, offering, monkeypatch, caplog):
    def fail(source):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(kept, "calendar_bytes", fail)
    response = client.get(ALL)
    assert response.status_code == 503
    assert response["Content-Type"].startswith("text/plain")
    assert response["Retry-After"] == "900"


def test_compression_keeps_the_condition(client, offering):
    full = client.get(ALL, headers={"Accept-Encoding": "gzip"})
    assert full["Content-Encoding"] == "gzip"
    same = client.get(ALL, headers={"Accept-Encoding": "gzip", "If-None-Match": full["ETag"]})
    assert same.status_code == 304


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_cost_does_not_grow(client, cast, django_assert_num_queries, sessions):
    offering = make_offering(unit=cast.city, sessions=sessions)
    # The generation, the fingerprint before and after, the sessions.
    with django_assert_num_queries(4):
        assert len(events(client.get(ALL))) == sessions
    with django_assert_num_queries(5):
        client.get(f"{ALL}?unit={cast.unit.public_id}&lang=en")
    with django_assert_num_queries(5):
        client.get(f"/calendar/offering/{offering.public_id}.ics?lang=en")


def test_a_304_costs_one_statement_reads_no_session_and_builds_nothing(
    client, offering, builds, monkeypatch, django_assert_num_queries
):
    known = etag()
    monkeypatch.setattr("calendars.views.feeds.session_rows", None)
    with django_assert_num_queries(1):
        assert client.get(ALL, headers={"If-None-Match": known}).status_code == 304
    assert len(builds) == 1


def test_what_is_shown_to_no_feed_builds_nothing(client, offering, builds):
    known = etag()
    offering.revision += 1
    offering.save()
    assert client.get(ALL, headers={"If-None-Match": known}).status_code == 304
    assert len(builds) == 1


def test_a_thousand_sessions_are_built_once(client, cast, offering, builds):
    start = timezone.now() + timedelta(days=1)
    Session.objects.bulk_create(
        Session(
            offering=offering,
            title=f"第{number}讲",
            form="lecture",
            starts_at=start + timedelta(hours=number),
            ends_at=start + timedelta(hours=number + 1),
        )
        for number in range(999)
    )
    for _reader in range(3):
        body = client.get(ALL).content
    assert body.count(b"BEGIN:VEVENT") == 1000
    assert len(body) < 1_000_000
    assert len(builds) == 1
    Session.objects.filter(title="第5讲").update(title="改")
    client.get(ALL)
    client.get(ALL)
    assert len(builds) == 2
