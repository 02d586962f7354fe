"""While nothing counts attempts nobody signs in, and is told so in words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from people.actions import make_token
from people.enums import TokenScope
from people.models import User
from tests.factories import Cast
from tests.people.signing import PASSWORD, equip, sign_in, who
from tests.services.away import redis_away

pytestmark = pytest.mark.django_db
WORDS = {"zh-hans": "公开页面可照常浏览", "en": "public pages can be read as usual"}


@pytest.fixture
def person(cast: Cast) -> Iterator[User]:
    """Somebody of whom nothing is counted yet, nor afterwards."""
    cache.clear()
    yield equip(cast.participant)
    cache.clear()


@pytest.mark.parametrize("language", WORDS)
def test_sign_in_says_so_and_keeps_what_was_typed(
    person: User, client: Client, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    with redis_away(), translation.override(language):
        answer = sign_in(client, str(person.email))
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert WORDS[language] in answer.text
    assert f'value="{person.email}"' in answer.text
    assert PASSWORD not in answer.text
    assert who(client) is None
    assert caplog.records[0].message == "the cache that counts attempts does not answer"
    sign_in(client, str(person.email))
    assert who(client) == person.pk


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("account_request_login_code", {"contact": "nobody@example.org"}),
        ("account_reset_password", {"email": "nobody@example.org"}),
        ("activate", {"code": "7KQM-2XWA-9FHT", "name": "王一"}),
    ],
)
def test_ways_around_a_password_say_so(
    client: Client, language: str, name: str, form: dict[str, str]
) -> None:
    with redis_away(), translation.override(language):
        answer = client.post(reverse(name), form)
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert WORDS[language] in answer.text


def test_passwords_are_not_tried_and_counts_go_on(person: User, client: Client) -> None:
    for _ in range(5):
        assert sign_in(client, str(person.email), "wrong").status_code == 200
    with redis_away():
        for password in ("wrong", PASSWORD):
            assert sign_in(client, str(person.email), password).status_code == 503
    sign_in(client, str(person.email))
    assert who(client) is None, "five were wrong before"


def test_whoever_is_signed_in_reads_on(person: User, client: Client, settings: Any) -> None:
    settings.SMS_SENDER = "somewhere.send"
    client.force_login(person)
    with redis_away():
        assert client.get("/me/").status_code == 200
        answer = client.post(reverse("account_change_phone"), {"phone": "13900139000"})
    assert answer.status_code == 503
    assert "暂时无法办理" in answer.text


def test_a_program_gets_a_problem_document(person: User) -> None:
    made = make_token(by=person, name="表格", scope=TokenScope.READ, days=30)
    headers = {"Authorization": f"Bearer {made.details['token']}"}
    with redis_away():
        answer = Client().get("/api/v1/me/registrations", headers=headers)
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/v1/problems/uncounted"
