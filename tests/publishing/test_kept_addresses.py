"""Which answers are kept under which address: languages, foreign parameters, private pages."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from config.settings.services import cache_of
from portal.founding import translate
from publishing import page_cache
from publishing.page_cache import cache
from tests.factories import make_event, make_offering, make_session, make_tree
from tests.publishing.test_page_cache import DATABASE_CACHE, load

MOST_KEPT = 60
SMALL = DATABASE_CACHE | {
    "pages": DATABASE_CACHE["pages"] | {"OPTIONS": {"MAX_ENTRIES": MOST_KEPT}}
}


@pytest.fixture
def event(db):
    """A page in Chinese and in English."""
    page = make_event("沙龙")
    Locale.objects.get_or_create(language_code="en")
    translate(page, title="A salon")
    return page


def test_the_language_is_that_of_the_address_whatever_a_browser_prefers(event):
    english = event.get_translation(Locale.objects.get(language_code="en")).url
    for url, language, says, other in (
        (event.url, "en", "沙龙", "A salon"),
        (english, "zh-hans", "A salon", "沙龙"),
    ):
        reader = Client(headers={"Accept-Language": language})
        reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        made, cold = load(reader, url)
        kept, warm = load(Client(), url)
        assert (cold > 0, warm) == (True, 0)
        assert made.content == kept.content
        head = kept.text[kept.text.index("<h1") : kept.text.index("</h1>")]
        assert says in head
        assert other not in head


def test_a_foreign_parameter_is_kept_apart_and_never_told_to_others(event, client):
    marked, cold = load(client, f"{event.url}?utm_source=wechat&from=timeline")
    plain, also_cold = load(client, event.url)
    assert cold > 0
    assert also_cold > 0
    assert "utm_source" not in plain.text
    canonical = f'rel="canonical" href="{settings.SITE_URL}{event.url}"'
    assert canonical in plain.text
    assert canonical in marked.text


def test_many_foreign_parameters_drive_out_pages_alone(home, client):
    call_command("createcachetable", "cache")
    with override_settings(CACHES=SMALL):
        cache.clear()
        page_cache._bump()
        generation = cache.get(page_cache.GENERATION)
        cache.set(page_cache.WORDS[7], "moved", None)
        for number in range(MOST_KEPT * 2):
            client.get(f"/?utm_source={number}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM cache")
            assert cursor.fetchone()[0] <= MOST_KEPT + 1
        assert cache.get(page_cache.GENERATION) == generation
        assert cache.get(page_cache.WORDS[7]) == "moved"


@pytest.mark.redis
def test_with_redis_a_warm_page_asks_the_database_nothing(home, client, redis_url):
    with override_settings(CACHES={name: cache_of(redis_url, name) for name in DATABASE_CACHE}):
        cache.clear()
        first, cold = load(client)
        second, warm = load(client)
    assert cold > 0
    assert warm == 0
    assert first.content == second.content


@pytest.fixture
def home(db):
    """The home page with its indexes."""
    return make_tree()


@pytest.mark.parametrize("kind", [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN])
def test_a_page_made_private_is_gone_and_its_door_is_kept_for_nobody(
    client, db, kind, django_capture_on_commit_callbacks
):
    page = make_event("内部沙龙", summary="只给内部看。")
    load(client, page.url)
    assert load(client, page.url)[1] == 0
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")
    visitor = Client()
    visitor.get("/accounts/login/")  # has a token of their own
    for reader in (visitor, Client()):
        door, count = load(reader, page.url)
        assert count > 0
        assert "只给内部看。" not in door.text
        assert "public" not in door.headers.get("Cache-Control", "")


def test_a_page_expires_when_any_of_its_sessions_begins_or_ends(cast, client):
    offering = make_offering(unit=cast.unit, sessions=0)
    now = timezone.now().replace(microsecond=0)
    for minutes in (-300, 4, 9000):
        make_session(offering, starts_at=now + timedelta(minutes=minutes))
    url = offering.page.specific.url
    with time_machine.travel(now, tick=False):
        assert load(client, url)[1] > 0
    with time_machine.travel(now + timedelta(minutes=3), tick=False):
        assert load(client, url)[1] == 0
    with time_machine.travel(now + timedelta(minutes=5), tick=False):
        assert load(client, url)[1] > 0
