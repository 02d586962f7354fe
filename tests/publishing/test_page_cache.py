"""Anonymous pages are cached whole; nothing personal, stale or foreign is served from there."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.enums import OfferingState
from publishing import page_cache
from publishing.page_cache import cache
from registration.actions import register
from tests.factories import make_event, make_offering, make_tree

DATABASE_CACHE = {
    name: {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    for name in ("default", "pages")
}


@pytest.fixture
def home(db):
    """The home page with its indexes."""
    return make_tree()


def load(client, path="/", **headers):
    """A page and how many statements it took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers=headers)
    return response, len(queries)


def change(page, title):
    """Publish another title, as an editor does."""
    page.title = title
    page.save_revision().publish()


def test_the_second_load_asks_the_database_nothing(home, client):
    first, cold = load(client)
    second, warm = load(client)
    assert (first.status_code, second.status_code) == (200, 200)
    assert cold > 0
    assert warm == 0
    assert first.content == second.content


def test_with_the_database_cache_a_warm_page_is_one_statement(home, client):
    call_command("createcachetable", "cache")
    with override_settings(CACHES=DATABASE_CACHE):
        cache.clear()
        load(client)
        page, warm = load(client)
    assert page.status_code == 200
    assert warm == 1


def test_what_an_editor_publishes_is_seen_on_the_next_load(
    home, client, django_capture_on_commit_callbacks
):
    event = make_event("旧题")
    load(client, event.url)
    with django_capture_on_commit_callbacks(execute=True):
        change(event, "新题")
    page, _count = load(client, event.url)
    assert "新题" in page.text


def test_a_record_that_pages_show_moves_the_generation(
    cast, client, django_capture_on_commit_callbacks
):
    offering = make_offering(unit=cast.unit)
    url = offering.page.specific.url
    load(client, url)
    with django_capture_on_commit_callbacks(execute=True):
        offering.state = OfferingState.CANCELLED
        offering.save()
    page, _count = load(client, url)
    assert "avail--cancelled" in page.text


def test_a_word_renews_the_pages_that_show_it_and_no_other(
    cast, client, django_capture_on_commit_callbacks
):
    offering = make_offering(unit=cast.unit, capacity=1)
    url, other = offering.page.specific.url, make_event("别的活动").url
    for path in (url, other, "/"):
        load(client, path)
    with django_capture_on_commit_callbacks(execute=True):
        register(by=cast.participant, person=cast.participant, offering=offering)
    page, count = load(client, url)
    assert count > 0
    assert "avail--waitlist" in page.text
    assert load(client, "/")[1] > 0, "it stands there as well"
    assert load(client, other)[1] == 0


def test_a_word_that_turned_while_a_page_was_made_is_not_served(home, rf):
    answers = iter(["old", "new"])

    def view(request):
        answer = next(answers)
        page_cache.shows(request, [7])
        if answer == "old":
            cache.set(page_cache.WORDS[7], "moved")  # somebody registers while it is rendered
        return HttpResponse(answer)

    middleware = page_cache.PageCacheMiddleware(view)
    assert middleware(rf.get("/")).content == b"old"
    assert middleware(rf.get("/")).content == b"new"
    assert middleware(rf.get("/")).content == b"new"


def test_a_page_that_was_being_made_while_something_changed_is_not_served(home, rf):
    answers = iter(["old", "new"])

    def view(request):
        answer = next(answers)
        if answer == "old":
            page_cache._bump()  # somebody publishes while this page is rendered
        return HttpResponse(answer)

    middleware = page_cache.PageCacheMiddleware(view)
    assert middleware(rf.get("/")).content == b"old"
    assert middleware(rf.get("/")).content == b"new"
    assert middleware(rf.get("/")).content == b"new"


def test_a_bump_waits_for_the_commit(home, django_capture_on_commit_callbacks):
    cache.set(page_cache.GENERATION, "before", None)
    with django_capture_on_commit_callbacks() as callbacks:
        page_cache.bump()
    assert cache.get(page_cache.GENERATION) == "before"
    for callback in callbacks:
        callback()
    assert cache.get(page_cache.GENERATION) != "before"


def test_the_signed_in_get_pages_of_their_own(home, cast, client):
    load(client)
    client.force_login(cast.participant)
    page, count = load(client)
    assert count > 0
    assert cast.participant.name in page.text
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert cast.participant.name not in Client().get("/").text


def test_a_message_for_one_reader_is_neither_hidden_nor_kept(home):
    load(Client())
    client = Client()
    client.cookies["messages"] = "x"
    _page, count = load(client)
    assert count > 0
    assert load(Client())[1] == 0


@pytest.mark.parametrize(
    "other", ["/?page=2", "/?kind=salon", "/en/"], ids=["page", "filter", "language"]
)
def test_addresses_do_not_mix(home, client, other):
    load(client)
    _page, count = load(client, other)
    assert count > 0


def test_hosts_do_not_mix(home, client):
    load(client)
    _page, count = load(client, host="other.example.org")
    assert count > 0


def test_choices_of_paper_and_type_live_in_the_browser_and_share_one_page(home, client):
    load(client)
    client.cookies["theme"] = "dark"
    _page, count = load(client)
    assert count == 0


def test_head_is_answered_from_the_page_and_keeps_nothing(home, client):
    client.head("/")
    assert load(client)[1] > 0
    with CaptureQueriesContext(connection) as queries:
        assert client.head("/").status_code == 200
    assert len(queries) == 0


def test_what_is_not_a_page_is_not_kept(home, client):
    assert client.post("/search/").status_code == 405
    client.get("/nowhere/")
    assert load(client, "/nowhere/")[1] > 0
    assert load(client, "/", **{"HX-Request": "true"})[1] > 0
    assert client.get("/accounts/login/").headers["Cache-Control"].find("public") == -1


def test_an_answer_with_a_form_for_one_reader_is_not_kept(home, rf):
    def view(request):
        response = HttpResponse("form")
        response.set_cookie("csrftoken", "x")
        return response

    middleware = page_cache.PageCacheMiddleware(view)
    middleware(rf.get("/"))
    assert "csrftoken" in middleware(rf.get("/")).cookies


def test_a_preview_is_neither_served_nor_kept(home, client):
    event = make_event("公开的题目")
    load(client, event.url)
    event.title = "草稿里的题目"
    preview = event.make_preview_request()
    assert "草稿里的题目" in preview.text
    assert "公开的题目" in load(client, event.url)[0].text


def test_a_browser_that_has_the_page_is_told_so(home, client):
    page, _count = load(client, "/", **{"Accept-Encoding": "gzip"})
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" in page.headers["Vary"]
    again, count = load(
        client, "/", **{"Accept-Encoding": "gzip", "If-None-Match": page.headers["ETag"]}
    )
    assert again.status_code == 304
    assert count == 0


def at(hour, minute=0, second=0):
    """An instant of one day here."""
    zone = timezone.get_default_timezone()
    return datetime(2026, 11, 25, hour, minute, second, tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "named", "seconds"),
    [
        (at(9), None, 600),
        (at(9), at(9, 2), 120),
        (at(9), at(8), 600),
        (at(9), at(10), 600),
        (at(23, 55), None, 300),
        (at(23, 55), at(23, 56), 60),
    ],
    ids=["longest", "window", "past", "far", "midnight", "nearest"],
)
def test_a_page_is_kept_until_the_next_boundary(monkeypatch, now, named, seconds):
    request = RequestFactory().get("/")
    monkeypatch.setattr(page_cache.timezone, "now", lambda: now)
    page_cache.keep_until(request, named)
    assert page_cache.seconds_to_keep(request, now) == seconds


def test_the_earliest_boundary_wins():
    request = RequestFactory().get("/")
    now = timezone.now()
    page_cache.keep_until(request, now + timedelta(seconds=90), None)
    page_cache.keep_until(request, now + timedelta(seconds=40), now + timedelta(seconds=70))
    assert page_cache.seconds_to_keep(request, now) <= 40


def test_a_page_expires_when_registration_opens(cast, client, monkeypatch):
    now = timezone.now()
    opens = now + timedelta(seconds=30)
    offering = make_offering(unit=cast.unit, opens_at=opens)
    lifetimes = []
    counted = page_cache.seconds_to_keep
    monkeypatch.setattr(
        page_cache,
        "seconds_to_keep",
        lambda *args: lifetimes.append(counted(*args)) or lifetimes[-1],
    )
    client.get(offering.page.specific.url)
    assert len(lifetimes) == 1
    assert lifetimes[0] <= 30
