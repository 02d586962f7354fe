"""Pages of events and venues: what they show, in how many statements, and what they survive."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from events.enums import CoordinateSystem, OfferingState
from events.models import (
    EventIndexPage,
    EventPage,
    TeachingPoint,
    VenueIndexPage,
    VenuePage,
)
from publishing.page_cache import cache
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_team,
    make_tree,
    make_venue,
)

# Of a page that nobody has kept yet (docs/adr/0006).
MOST = 10
INDEX, PAGE, TOUR, VENUES, VENUE = 6, 5, 8, 5, 7


def statements(client, url):
    """How many statements a cold page takes, the site's own lookups already known."""
    client.get("/?frame")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def make_venue_page(name="", **fields):
    """A published page of a venue."""
    home = make_tree()
    index = VenueIndexPage.objects.first()
    if index is None:
        index = home.add_child(instance=VenueIndexPage(title="基地与场馆", slug="venues"))
    venue = make_venue(name, **fields)
    page = VenuePage(title=venue.name, slug=f"venue-{venue.pk}", venue=venue)
    return index.add_child(instance=page)


def in_days(days):
    """An instant some days from now."""
    return timezone.now() + timedelta(days=days)


def make_past(unit, page, **fields):
    """An offering that is over."""
    offering = make_offering(unit=unit, page=page, sessions=0, **fields)
    make_session(offering, starts_at=in_days(-20))
    return offering


@pytest.mark.parametrize("number", [1, 3])
def test_the_event_index_takes_as_many_statements_for_three_as_for_one(cast, client, number):
    for _index in range(number):
        make_offering(unit=cast.unit, page=make_event())
    assert statements(client, "/events/") == INDEX


@pytest.mark.parametrize("number", [1, 3])
def test_an_event_takes_as_many_statements_for_three_dates_as_for_one(cast, client, number):
    page = make_event()
    for _index in range(number):
        offering = make_offering(unit=cast.unit, page=page, sessions=0)
        make_session(offering, starts_at=in_days(8), venue=make_venue())
    assert statements(client, page.url) == PAGE


def test_a_tour_of_58_stops_is_a_list_by_month(cast, client):
    page = make_event("五十八场巡回宣讲", team=make_team("宣讲团", "程皓冉", "钱致远"))
    for number in range(58):
        offering = make_offering(unit=cast.unit, page=page, sessions=0, label=f"第{number + 1}场")
        make_session(offering, starts_at=in_days(number - 29), venue=make_venue(town="昆山"))
    assert statements(client, page.url) == TOUR
    text = client.get(page.url).text
    assert text.count('class="stop') >= 58
    assert "第58场" in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_venue_index_takes_as_many_statements_for_three_as_for_one(cast, client, number):
    for _index in range(number):
        make_venue_page()
    assert statements(client, "/venues/") == VENUES


@pytest.mark.parametrize("number", [1, 3])
def test_a_venue_takes_as_many_statements_for_three_sessions_as_for_one(cast, client, number):
    page = make_venue_page()
    for _index in range(number):
        offering = make_offering(unit=cast.unit, page=make_event(), sessions=0)
        make_session(offering, venue=page.venue)
    assert statements(client, page.url) == VENUE


def test_upcoming_and_past_events_stand_apart(cast, client):
    make_offering(unit=cast.unit, page=make_event("将来的"))
    make_past(cast.unit, make_event("过去的"))
    make_event("还没有日期的")
    coming, past = client.get("/events/").text, client.get("/events/?when=past").text
    assert "将来的" in coming
    assert "还没有日期的" in coming
    assert "过去的" not in coming
    assert "过去的" in past
    assert "将来的" not in past
    assert "avail--finished" in past


def test_a_cancelled_holding_is_told_and_does_not_hide_the_next_one(cast, client):
    page = make_event()
    off = make_offering(unit=cast.unit, page=page, state=OfferingState.CANCELLED, sessions=0)
    make_session(off, starts_at=in_days(2))
    make_offering(unit=cast.unit, page=page)
    assert "avail--open" in client.get("/events/").text
    alone = make_event()
    make_offering(unit=cast.unit, page=alone, state=OfferingState.CANCELLED)
    cache.clear()
    assert "avail--cancelled" in client.get("/events/").text


def test_the_place_of_an_event_leads_to_the_page_of_the_venue(cast, client):
    page, other = make_event(), make_venue_page("甲馆")
    offering = make_offering(unit=cast.unit, page=page, sessions=0)
    make_session(offering, starts_at=in_days(2), venue=other.venue)
    assert f'<a href="{other.url}">甲馆</a>' in client.get(page.url).text
    other.unpublish()
    cache.clear()
    text = client.get(page.url).text
    assert "甲馆" in text
    assert other.url not in text


def test_filters_survive_beside_each_other(cast, client):
    make_offering(unit=cast.unit, page=make_event())
    text = client.get("/events/?kind=salon&when=month").text
    assert "?when=month&amp;kind=salon" in text or "?kind=salon&amp;when=month" in text
    assert "?kind=salon&amp;registration=open" in text or "registration=open" in text


@pytest.mark.parametrize(
    "query",
    [
        "kind=nowhere",
        "when=%00",
        "registration=%F0%9F%99%82",
        "page=999",
        "page=x",
        "kind=" + "a" * 4000,
    ],
)
def test_wrong_filters_get_an_answer(cast, client, query):
    make_offering(unit=cast.unit, page=make_event("留下的"))
    response = client.get(f"/events/?{query}")
    assert response.status_code == 200
    assert "留下的" in response.text
    assert ("state--warning" in response.text) == (not query.startswith("page"))


def test_an_empty_site_says_what_will_be_here(db, client):
    make_tree()
    assert 'class="empty"' in client.get("/events/").text
    assert "?when=past" in client.get("/events/").text


def test_a_list_has_24_entries_a_page(cast, client):
    for _index in range(25):
        make_event()
    assert client.get("/events/").text.count('class="row ') == 24
    assert client.get("/events/?page=2").text.count('class="row ') == 1


def test_listings_show_a_word_and_never_a_number(cast, client):
    make_offering(unit=cast.unit, page=make_event(), capacity=3)
    text = client.get("/events/").text
    assert "avail--few" in text
    assert "3 个" not in text


def test_an_anonymous_page_has_no_form_of_ours_and_is_cached(cast, client):
    offering = make_offering(unit=cast.unit, page=make_event())
    url = offering.page.specific.url
    text = client.get(url).text
    assert "csrfmiddlewaretoken" not in text
    assert statements(client, url) == 0


def test_the_signed_in_see_their_own_state(cast, client):
    offering = make_offering(unit=cast.unit, page=make_event())
    client.force_login(cast.participant)
    text = client.get(offering.page.specific.url).text
    assert f"/o/{offering.public_id}/register/" in text


def test_the_english_page_shows_the_offerings_of_the_main_language(cast, client):
    english, _made = Locale.objects.get_or_create(language_code="en")
    page = make_event("沙龙一号")
    for parent in (make_tree(), EventIndexPage.objects.get()):
        parent.copy_for_translation(english).save_revision().publish()
    copy = page.copy_for_translation(english)
    copy.title = "Salon one"
    copy.save_revision().publish()
    make_offering(unit=cast.unit, page=page, label="第1期")
    text = client.get(copy.url).text
    assert copy.url.startswith("/en/")
    assert '<span lang="zh-Hans">第1期</span>' in text
    assert "Salon one" in client.get("/en/events/").text
    assert f'hreflang="zh-hans" href="http://testserver{page.url}"' in text


def test_a_text_that_was_taken_down_is_not_read_in_english_either(
    cast, client, django_capture_on_commit_callbacks
):
    english, _made = Locale.objects.get_or_create(language_code="en")
    page = make_event("沙龙一号", body=[("paragraph", "<p>撤回的话。</p>")])
    for parent in (make_tree(), EventIndexPage.objects.get()):
        parent.copy_for_translation(english).save_revision().publish()
    copy = page.copy_for_translation(english)
    copy.body = []
    copy.save_revision().publish()
    assert "撤回的话" in client.get(copy.url).text
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert "撤回的话" not in client.get(copy.url).text


@pytest.mark.parametrize("model", [EventPage, EventIndexPage, VenuePage, VenueIndexPage])
def test_a_page_that_was_never_saved_can_be_previewed(cast, model):
    fields = {}
    if model is EventPage:
        fields["kind"] = make_event().kind
    if model is VenuePage:
        fields["venue"] = make_venue()
    make_tree()
    page = model(title="草稿", slug="draft", **fields)
    assert page.make_preview_request().status_code == 200


def test_bare_pages_render(cast, client):
    for page in (make_event(), make_venue_page()):
        page.save_revision().publish()
        assert client.get(page.url).status_code == 200
        assert page.make_preview_request().status_code == 200


def test_a_venue_tells_its_facts(cast, client):
    page = make_venue_page(
        "沙家浜纪念馆", latitude="31.554", longitude="120.8", guide_lead_days=3, capacity=200
    )
    TeachingPoint.objects.create(venue=page.venue, name="芦苇荡", topic="伤病员")
    course = make_course("水上的课")
    offering = make_offering(unit=cast.unit, page=course, sessions=0)
    make_session(offering, venue=page.venue)
    text = client.get(page.url).text
    for part in (
        "geo:31.554000,120.800000",
        "芦苇荡",
        "水上的课",
        "200",
        '31.5540, 120.8000 <span class="nowrap">(WGS-84)</span>',
    ):
        assert part in text


def test_a_point_of_another_system_is_converted_for_a_phone(cast, client):
    page = make_venue_page(
        latitude="31.5", longitude="120.8", coordinate_system=CoordinateSystem.GCJ02
    )
    text = client.get(page.url).text
    assert "geo:31.5" in text
    assert "geo:31.500000" not in text
    assert "GCJ-02" in text
