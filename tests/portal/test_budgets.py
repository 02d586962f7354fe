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

from portal.models import ArticlePage
from publishing.models import SiteSettings
from publishing.page_cache import GENERATION, cache
from tests.walk.scene import published

MOST_STATEMENTS = 10
MOST_BYTES = 60_000
EVERY_BLOCK = "two"
# What stands around every page of the site, read once when nothing at all is kept.
MOST_AROUND = 10
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
    urls = [page.url for language in ("zh-hans", "en") for page in published(language)]
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
            kept = Client().get(url)
        assert len(warm) == 0, url
        assert not of_one_reader(kept), url
        if len(cold) > MOST_STATEMENTS:
            dear[url] = len(cold)
    assert not dear, dear


def of_one_reader(response):
    """What a page that is kept for everybody must not hold."""
    said = response.text + response.headers["Content-Security-Policy"]
    return [*response.cookies, *(word for word in ("nonce", "csrfmiddlewaretoken") if word in said)]


def asked_for(url):
    """The statements of a load."""
    with CaptureQueriesContext(connection) as queries:
        Client().get(url)
    return [query["sql"] for query in queries]


@pytest.mark.django_db
def test_what_stands_around_the_pages_is_asked_for_once(scene, django_capture_on_commit_callbacks):
    Client().get("/courses/?when=past")
    for kept in caches.all():
        kept.clear()
    first = asked_for("/courses/?when=past")
    second = asked_for("/courses/?when=week")
    assert len(first) - len(second) <= MOST_AROUND
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(slug=EVERY_BLOCK, locale__language_code="zh-hans").unpublish()
    third = asked_for("/courses/?when=past")
    for later in (second, third):
        assert not any("publishing_site" in sql for sql in later)
    with django_capture_on_commit_callbacks(execute=True):
        SiteSettings.objects.get().save()
    assert any("publishing_site" in sql for sql in asked_for("/courses/"))
