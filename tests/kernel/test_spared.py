"""While Redis is away pages are made anew, and nothing that is counted starts at nought."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.test import Client, override_settings
from redis.exceptions import ConnectionError as AwayError

from config.settings.services import cache_of
from kernel import spared
from tests.factories import make_event, make_tree
from tests.services.away import PATHS, STORES, redis_away


@pytest.fixture
def away():
    with redis_away():
        yield


def test_pages_are_read_and_changed(db, away, django_capture_on_commit_callbacks):
    make_tree()
    page = make_event("沙龙")
    assert "沙龙" in Client().get(page.url).text
    page.title = "院士开讲"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    for path in (page.url, "/", "/events/", "/calendar/", "/calendar/all.ics"):
        answer = Client().get(path)
        assert answer.status_code == 200, path
    assert "院士开讲" in Client().get(page.url).text


def test_what_is_counted_is_not_forgotten(away):
    store = caches["default"]
    assert store.get(PATHS, "none") == "none"
    for ask in (
        store.get,
        store.delete,
        lambda key: store.set(key, 1),
        lambda key: store.add(key, 1),
    ):
        with pytest.raises(AwayError):
            ask("failed:somebody")
    with pytest.raises(AwayError):
        store.get_many([PATHS, "failed:somebody"])


def test_who_is_silent_is_not_asked_again_at_once(away, monkeypatch):
    asked = []

    def get(_store, key, *_more):
        asked.append(key)
        raise AwayError

    monkeypatch.setattr(RedisCache, "get", get)
    store = caches["pages"]
    assert [store.get("one", 1), store.get("two", 2)] == [1, 2]
    assert asked == ["one"]
    monkeypatch.setattr(spared, "PAUSE", 0)
    caches["pages"]._silent_until = 0
    assert [store.get("three"), store.get("four")] == [None, None]
    assert asked == ["one", "three", "four"]


def test_what_is_written_is_always_tried(away, monkeypatch):
    store, kept = caches["pages"], {}
    assert store.get("generation") is None
    monkeypatch.setattr(RedisCache, "set_many", lambda _store, data, *_more: kept.update(data))
    store.set_many({"generation": "new"}, None)
    assert kept == {"generation": "new"}


@pytest.mark.redis
def test_what_is_kept_is_read(redis_url):
    with override_settings(CACHES=STORES | {"pages": cache_of(redis_url, "cache_pages")}):
        store = caches["pages"]
        assert store.add("one", 1)
        assert not store.add("one", 2)
        store.set("two", 2)
        assert store.set_many({"three": 3}) == []
        assert store.get_many(["one", "two", "three"]) == {"one": 1, "two": 2, "three": 3}
        assert store.delete("one")
        assert store.get("one", "none") == "none"
