"""An article with every block: what it costs, and that it never shows what has changed."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from events.models import Theme, VenueIndexPage, VenuePage
from portal.founding import translate
from portal.models import ArticlePage, ColumnPage, HomePage
from registration.actions import register
from tests.factories import (
    make_event,
    make_offering,
    make_session,
    make_speaker,
    make_tree,
    make_venue,
)
from tests.factories.pictures import make_picture
from tests.walk.blocks import whole_library

# The frame of the site is kept; what a page takes that is made anew (docs/adr/0006).
MOST = 10
SIZES = (
    "fill-240x240|format-webp",
    "fill-600x600|format-jpeg",
    "fill-720x480|format-webp",
    "fill-1200x630|format-jpeg",
    "fill-1280x720|format-jpeg",
    *(f"format-{kind}|width-{width}" for kind in ("webp", "jpeg") for width in (480, 960, 1440)),
)
UNTOLD = {"alt_text": "", "decorative": True}
PERSON = {"name": "", "role": "", "picture": None, "text": ""}
RULE = {"title": "往期", "kind": None, "unit": "", "theme": None, "state": "past", "count": 5}


@pytest.fixture
def column(cast):
    """A column below another one; two venues, two speakers and an offering to write about."""
    home = make_tree()
    venues = home.add_child(instance=VenueIndexPage(title="场馆", slug="venues"))
    for number in range(2):
        venue = make_venue()
        venues.add_child(instance=VenuePage(title=venue.name, slug=f"v{number}", venue=venue))
        make_speaker()
    make_offering(unit=cast.unit, page=make_event("院士开讲"), capacity=1)
    columns = home.add_child(instance=ColumnPage(title="专栏", slug="articles"))
    return columns.add_child(instance=ColumnPage(title="在现场", slug="on-site"))


def publish(column, slug, body=(), day=date(2026, 11, 2)):
    """An article of a day."""
    page = ArticlePage(title=slug, slug=slug, body=list(body), published_on=day)
    return column.add_child(instance=page)


def cold(url):
    """The statements of a load with the frame of the site and nothing else kept."""
    Client().get(url)  # content types: asked for once for ever
    for kept in caches.all():
        kept.clear()
    Client().get("/courses/?when=past")
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(url).status_code == 200
    return len(queries)


def test_two_blocks_of_a_kind_cost_what_one_costs(column):
    library = whole_library()
    for name, day in (("before", 1), ("after", 3)):
        publish(column, name, day=date(2026, 11, day))
    one = publish(column, "one", library)
    more = [
        ("person", PERSON | {"speaker": make_speaker("钱致远").public_id}),
        ("venue", {"page": VenuePage.objects.latest("pk"), "note": ""}),
        ("figures", {"title": "", "which": ["held"], "theme": Theme.objects.create(name="国情")}),
        ("documents", dict(library)["documents"]),
        ("recording", dict(library)["recording"]),
    ]
    two = publish(column, "two", [*library, *more])
    assert cold(two.url) == cold(one.url) <= MOST
    text = Client().get(two.url).text
    assert "钱致远" in text
    assert VenuePage.objects.latest("pk").title in text
    lists = publish(column, "lists", [*library, ("offerings", RULE), ("offerings", RULE)])
    assert cold(lists.url) == cold(one.url), "however many lists"


def pictured(library):
    """The same blocks, a picture in each that can hold one, and blocks of pictures."""
    shown = [{"image": make_picture(f"photo{number}", *SIZES), **UNTOLD} for number in range(5)]
    rows = [{"image": one, "caption": "", "source": ""} for one in shown[2:]]
    more = {"person": {"picture": shown[0]}, "recording": {"poster": shown[1]["image"]}}
    return [
        *((kind, value | more[kind] if kind in more else value) for kind, value in library),
        ("picture", rows[0]),
        ("gallery", {"pictures": rows[1:]}),
    ]


def test_pictures_in_all_blocks_are_one_statement(column):
    page = publish(column, "pictured", pictured(whole_library()))
    assert cold(page.url) <= MOST
    text = Client().get(page.url).text
    assert all(f"images/photo{number}" in text for number in range(5))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_dearest_article_takes_ten_statements_in_either_language(column, cast, language):
    """Pictures in all that holds one, four lists by kind and theme, figures by two themes."""
    themes = [Theme.objects.create(name=name, slug=name) for name in ("国情", "家国")]
    event = make_event("译过的", picture=make_picture("card", *SIZES))
    event.themes.set(themes)
    event.save()
    for days in (-9, 9):
        offering = make_offering(unit=cast.unit, page=event, sessions=0)
        make_session(offering, starts_at=timezone.now() + timedelta(days=days))
    venue = VenuePage.objects.latest("pk")
    venue.picture = make_picture("venue", *SIZES)
    venue.save()
    rules = [{"state": "coming", "kind": event.kind}, {"theme": themes[0]}, {"theme": themes[1]}]
    more = [
        *(("offerings", RULE | rule) for rule in rules),
        *(("figures", {"title": "", "which": ["held"], "theme": theme}) for theme in themes),
        ("venue", {"page": venue, "note": ""}),
        ("person", PERSON | {"speaker": make_speaker("钱致远").public_id}),
    ]
    for name, day in (("before", 1), ("after", 3)):
        publish(column, name, day=date(2026, 11, day))
    page = publish(column, "dearest", [*pictured(whole_library()), *more])
    ArticlePage.objects.filter(pk=page.pk).update(picture=make_picture("own", *SIZES))
    Locale.objects.get_or_create(language_code="en")
    translate(HomePage.objects.get(), title="Home", slug="home-en")
    for source in (event, page):
        twin = translate(source, title="Translated", body=[])
    url = page.url if language == "zh-hans" else twin.url
    assert cold(url) <= MOST
    shown = Client().get(url).text
    assert shown.count('class="offerings wide"') == 4
    assert ("Translated" in shown) is (language == "en")


def test_each_list_of_a_text_keeps_its_order_and_its_length(column, cast, client):
    for days in (30, 10, 20):
        offering = make_offering(unit=cast.unit, page=make_event(f"晨{days}"), sessions=0)
        make_session(offering, starts_at=timezone.now() + timedelta(days=days))
        past = make_offering(unit=cast.unit, page=make_event(f"{days}天前"), sessions=0)
        make_session(past, starts_at=timezone.now() - timedelta(days=days))
    rules = [RULE | {"state": "past", "count": 2}, RULE | {"state": "coming", "count": 4}]
    text = client.get(publish(column, "lists", [("offerings", one) for one in rules]).url).text
    past, coming = (part.split("</section>")[0] for part in text.split("offerings wide")[1:])
    assert re.findall(r"(\d+)天前", past) == ["10", "20"]
    assert re.findall(r"晨(\d+)", coming) == ["10", "20", "30"]
    assert "院士开讲" in coming, "of the four, as it begins"


def test_the_way_to_an_article_and_what_stands_beside_it(column, client):
    for name, day in (("first", 1), ("second", 2), ("third", 2), ("fourth", 3)):
        publish(column, name, day=date(2026, 11, day))
    text = client.get(f"{column.url}second/").text
    crumbs = text[text.index("crumbs") : text.index("<h1")]
    assert f'href="{column.get_parent().url}"' in crumbs
    assert f'href="{column.url}"' in crumbs
    assert f'rel="prev" href="{column.url}first/"' in text
    assert f'rel="next" href="{column.url}third/"' in text
    assert 'rel="next"' not in client.get(f"{column.url}fourth/").text
    assert 'rel="prev"' not in client.get(f"{column.url}first/").text
    assert client.get(f"{column.url}fifth/").status_code == 404
    assert client.get(f"{column.url}{'x/' * 70}").status_code == 404


def test_an_alias_is_listed_on_the_next_load(column, client, django_capture_on_commit_callbacks):
    """Wagtail makes one without saying that it is published."""
    first = publish(column, "first")
    assert 'on-site/again/"' not in client.get(column.url).text
    with django_capture_on_commit_callbacks(execute=True):
        first.create_alias(update_slug="again")
    assert 'on-site/again/"' in client.get(column.url).text


@pytest.mark.parametrize("kind", ["article", "event"])
def test_a_list_in_a_text_says_what_a_registration_changed(
    column, cast, client, kind, django_capture_on_commit_callbacks
):
    rule = RULE | {"state": "coming"}
    body = [("offerings", rule)]
    page = publish(column, "lists", body) if kind == "article" else make_event(body=body)
    offering = make_offering(unit=cast.unit, page=make_event("沙龙"), capacity=1)
    assert client.get(page.url).text.count("avail--few") == 2
    with django_capture_on_commit_callbacks(execute=True):
        register(by=cast.participant, person=cast.participant, offering=offering)
    assert client.get(page.url).text.count("avail--few") == 1


def test_a_block_reads_no_list_of_what_could_be_chosen(column, django_assert_num_queries):
    body = publish(
        column, "one", [("offerings", RULE), ("person", PERSON | {"name": "程皓冉"})]
    ).body
    kept = ArticlePage.objects.get(slug="one").body
    with django_assert_num_queries(0):
        assert [block.block_type for block in kept] == [block.block_type for block in body]
        assert [block.value["title"] for block in kept if block.block_type == "offerings"]
