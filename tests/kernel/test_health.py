"""Alive, ready, figures."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from kernel.models import OutboxTask

pytestmark = pytest.mark.django_db


def test_live_answers_without_the_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"status": "live"}


def test_ready_names_every_part(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["parts"] == dict.fromkeys(
        ("database", "cache", "outbox", "uploads", "mail"), "ok"
    )


def test_a_stuck_outbox_is_visible(client: Client) -> None:
    late = timezone.now() - timedelta(hours=1)
    OutboxTask.objects.create(kind="test.note", due_at=late)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "1 tasks" in answer.json()["parts"]["outbox"]


@pytest.mark.parametrize("name", ["default", "pages"])
def test_a_cache_that_is_away_is_visible(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As the table of one is until `createcachetable` has made it."""

    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(caches[name], "set", away)
    answer = client.get("/health/ready")
    assert answer.json()["parts"]["cache"] == "no connection"


def test_metrics_are_prometheus_text(client: Client) -> None:
    assert b"yanxi_outbox_due 0.0" in client.get("/metrics").content


def test_two_who_ask_at_once_do_not_disturb_each_other(client: Client, tmp_path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    probe = tmp_path / ".health"
    probe.mkdir()  # whatever another asker has there
    assert client.get("/health/ready").json()["parts"]["uploads"] == "ok"
    assert list(tmp_path.iterdir()) == [probe]
