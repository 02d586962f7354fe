"""What search engines and readers of news are told."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Site

from events.models import Offering
from portal.founding import found
from portal.models import ArticlePage, ColumnPage
from publishing.models import SiteSettings
from publishing.page_cache import cache
from tests.factories import make_course, make_event, make_offering, make_session, make_venue

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(response):
    """Every address of a sitemap."""
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)
    return [element.text for element in tree.iterfind(".//s:loc", NAMES)]


def linked(response):
    """The JSON-LD of a page."""
    [content] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()
    )
    return json.loads(content)


@pytest.fixture
def tree(cast):
    found()


def test_robots_name_the_sitemap_and_keep_away_from_screens(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /en/me/" in text


def test_the_sitemap_leads_to_every_published_page_and_offering(client, cast, tree):
    course = make_course("国情研修班")
    offering = make_offering(unit=cast.city, page=course)
    draft = make_offering(unit=cast.city, page=course, state="draft")
    old = make_offering(unit=cast.city, page=course, sessions=0)
    make_session(old, starts_at=timezone.now() - timedelta(days=400))
    hidden = make_event("内部")
    hidden.unpublish()
    sections = locations(client.get("/sitemap.xml"))
    assert [path.rpartition("/")[2] for path in sections] == [
        "sitemap-pages.xml",
        "sitemap-calendar.xml",
        "sitemap-offerings.xml",
    ]
    assert locations(client.get("/sitemap-calendar.xml")) == [
        "http://localhost:8000/calendar/",
        "http://localhost:8000/en/calendar/",
    ]
    pages = locations(client.get("/sitemap-pages.xml"))
    assert any(path.endswith(course.url) for path in pages)
    assert any(path.endswith("/en/") for path in pages)
    assert not any("内部" in path or hidden.slug in path for path in pages)
    offerings = locations(client.get("/sitemap-offerings.xml"))
    own = f"http://localhost:8000/o/{offering.public_id}/"
    assert sorted(offerings) == sorted([own, own.replace("8000/o", "8000/en/o")])
    assert draft.public_id not in "".join(offerings)
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_addresses_told_to_others_are_those_that_the_operator_set(client, cast, settings):
    settings.SITE_URL = "https://study.example.org"
    found()
    text = client.get("/sitemap-pages.xml").text + client.get("/rss/articles.xml").text
    assert text.count("https://study.example.org/") > 5
    assert "localhost" not in text.replace("http://testserver", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_sitemap_of_offerings_costs_the_same(client, cast, django_assert_num_queries, count):
    for _number in range(count):
        make_offering(unit=cast.city)
    with django_assert_num_queries(1):
        client.get("/sitemap-offerings.xml")


def test_an_event_tells_when_and_where_its_holdings_are(client, cast, tree):
    page = make_event("人才</script>沙龙")
    offering = make_offering(unit=cast.city, page=page, sessions=0)
    venue = make_venue("甲馆", latitude="31.65", longitude="120.75", coordinate_system="gcj02")
    session = make_session(offering, venue=venue)
    [event] = linked(client.get(page.url))["@graph"]
    assert event["@type"] == "Event"
    assert event["name"].startswith("人才</script>沙龙")
    assert event["startDate"] == timezone.localtime(session.starts_at).isoformat()
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["name"] == "甲馆"
    assert event["location"]["geo"]["latitude"] == pytest.approx(31.6519, abs=1e-4)
    assert event["url"].endswith(f"/o/{offering.public_id}/")
    Offering.objects.update(state="cancelled")
    cache.clear()  # an update of the table tells nobody
    [event] = linked(client.get(page.url))["@graph"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_course_tells_its_cohorts(client, cast, tree):
    course = make_course("国情研修班", summary="三天。")
    make_offering(unit=cast.city, page=course)
    data = linked(client.get(course.url))
    assert (data["@type"], data["name"], data["description"]) == ("Course", "国情研修班", "三天。")
    assert [cohort["@type"] for cohort in data["hasCourseInstance"]] == ["CourseInstance"]


def test_the_page_of_an_offering_tells_of_it_alone(client, cast, tree):
    course, page = make_course("国情研修班"), make_event("沙龙")
    cohort, _other = [make_offering(unit=cast.city, page=course) for _number in range(2)]
    held = make_offering(unit=cast.city, page=page)
    data = linked(client.get(f"/o/{cohort.public_id}/"))
    assert (data["@type"], data["url"]) == ("Course", f"http://localhost:8000{course.url}")
    [one] = data["hasCourseInstance"]
    assert one["url"].endswith(f"/o/{cohort.public_id}/")
    [event] = linked(client.get(f"/o/{held.public_id}/"))["@graph"]
    assert (event["@type"], event["name"]) == ("Event", "沙龙 第1期")
    page.unpublish()
    client.force_login(cast.organiser)
    assert "ld+json" not in client.get(f"/o/{held.public_id}/").content.decode()


def test_a_page_without_dates_tells_nothing(client, cast, tree):
    assert "ld+json" not in client.get(make_event("沙龙").url).content.decode()


def test_a_column_is_followed_by_rss(client, tree):
    column = ColumnPage.objects.get(slug="articles", locale__language_code="zh-hans")
    column.add_child(
        instance=ArticlePage(title="甲 & 乙", slug="a", summary="<提要>", locale=column.locale)
    )
    page = client.get(column.url).content.decode()
    assert 'href="/rss/articles.xml"' in page
    response = client.get("/rss/articles.xml")
    assert response["Content-Type"].startswith("application/rss+xml")
    [item] = ElementTree.fromstring(response.content).iter("item")
    assert item.findtext("title") == "甲 & 乙"
    assert item.findtext("description") == "<提要>"
    assert item.findtext("link").endswith("/articles/a/")
    assert client.get("/rss/nowhere.xml").status_code == 404
    assert client.get("/en/rss/articles.xml").status_code == 200


def test_news_carry_the_name_of_the_site(client, tree):
    named = SiteSettings.for_site(Site.objects.get())
    named.name, named.name_en = "某市研修网", "City Study"
    named.save()
    for path, title in (("/rss", "专栏 · 某市研修网"), ("/en/rss", "Articles · City Study")):
        feed = ElementTree.fromstring(client.get(f"{path}/articles.xml").content)
        assert feed.findtext("channel/title") == title


def test_an_offering_is_shared_with_its_picture_date_and_place(client, cast, tree):
    page = make_event("院士开讲", summary="一小时，一个问题。")
    offering = make_offering(unit=cast.city, page=page, sessions=0)
    start = datetime(2026, 12, 5, 6, tzinfo=UTC)
    make_session(offering, starts_at=start, venue=make_venue("苏州图书馆"))
    text = client.get(f"/o/{offering.public_id}/").content.decode()
    said = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', text))
    assert said["title"] == "院士开讲 第1期"
    assert said["url"] == f"http://localhost:8000/o/{offering.public_id}/"
    assert said["description"].startswith("12月5日")
    assert "苏州图书馆 · 一小时，一个问题。" in said["description"]
    assert re.fullmatch(r"http://localhost:8000/static/drawings/\w+\.jpg", said["image"])
    assert f'<link rel="canonical" href="{said["url"]}">' in text


@pytest.mark.parametrize(
    ("join_url", "venue", "mode"),
    [("", True, "Offline"), ("https://m.example.org/1", True, "Mixed"),
     ("https://m.example.org/1", False, "Online")],
)  # fmt: skip
def test_whether_one_takes_part_online_is_said_but_not_where(
    client, cast, tree, join_url, venue, mode
):
    page = make_event("沙龙")
    offering = make_offering(unit=cast.city, page=page, sessions=0)
    make_session(offering, venue=make_venue("馆") if venue else None, join_url=join_url)
    answer = client.get(page.url)
    [event] = linked(answer)["@graph"]
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert "m.example.org" not in answer.content.decode()
