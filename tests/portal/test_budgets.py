"""What a public page may cost: statements when nobody has kept it yet, and bytes on the way."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.models import EssayCollectionPage
from events.models import VenuePage
from portal.models import CampaignPage
from publishing.page_cache import GENERATION, cache
from tests.walk.scene import published

MOST_STATEMENTS = 10
MOST_BYTES = 60_000
# What gathers records of many kinds asks for each of them: so does the article with every block.
GATHERING = (VenuePage, EssayCollectionPage, CampaignPage)
EVERY_BLOCK = "two"
MOST_OF_GATHERING = 19
LOADED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"')


def public_pages(scene):
    """Addresses of all published pages, and of an offering, in both languages."""
    pages = [page.url for language in ("zh-hans", "en") for page in published(language)]
    return [*pages, f"/o/{scene.offering.public_id}/", "/calendar/", "/search/?q=国情"]


def size_of(url: str) -> int:
    """Bytes of a file of ours as it is sent."""
    path = finders.find(urlsplit(url).path.removeprefix("/static/"))
    assert path, url
    with open(path, "rb") as file:  # noqa: PTH123 - finders answer with a string
        return len(gzip.compress(file.read()))


def test_no_public_page_is_heavy(scene):
    heavy = {}
    for url in public_pages(scene):
        html = Client().get(url).content
        files = set(LOADED.findall(html.decode()))
        weight = len(gzip.compress(html)) + sum(size_of(file) for file in files)
        if weight > MOST_BYTES:
            heavy[url] = weight
    assert not heavy


def test_a_cold_page_takes_ten_statements_at_most_and_a_warm_one_none(scene):
    pages = {page.url: page for language in ("zh-hans", "en") for page in published(language)}
    urls = list(pages)
    for url in urls:
        Client().get(url)  # renditions, content types: what is made once for ever
    for kept in caches.all():
        kept.clear()
    Client().get("/courses/?when=past")  # the frame of the site, once a generation
    assert cache.get(GENERATION)
    dear = {}
    for url in urls:
        with CaptureQueriesContext(connection) as cold:
            Client().get(url)
        with CaptureQueriesContext(connection) as warm:
            Client().get(url)
        assert len(warm) == 0, url
        gathers = pages[url].slug == EVERY_BLOCK or isinstance(pages[url].specific, GATHERING)
        if len(cold) > (MOST_OF_GATHERING if gathers else MOST_STATEMENTS):
            dear[url] = len(cold)
    assert not dear, dear


@pytest.mark.django_db
def test_the_frame_of_the_site_is_asked_for_once_a_generation(scene):
    first, second = (CaptureQueriesContext(connection) for _index in "12")
    with first:
        Client().get("/courses/?when=past")
    with second:
        Client().get("/courses/?when=week")
    assert len(second) < len(first)
    assert not any("publishing_site" in query["sql"] for query in second)
