"""`/me/tokens/`: made, shown once, listed, revoked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.actions import make_token, revoke_token
from people.codes import token_digest
from people.models import PersonalToken
from people.outcomes import PeopleOutcome
from people.personal import PROVIDER
from tests.factories import Cast

pytestmark = pytest.mark.django_db
FORM = {"name": "办公室考勤表", "scope": "read", "days": "30"}


def test_a_token_is_shown_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.participant)
    answer = client.post(reverse("me-tokens"), FORM)
    found = re.search(r"yanxi_[A-Za-z0-9_-]{43}", answer.content.decode())
    assert found is not None
    row = PersonalToken.objects.get()
    assert (row.person, row.name, row.scope) == (cast.participant, "办公室考勤表", "read")
    assert row.token_hash == token_digest(found[0])
    assert answer["Referrer-Policy"] == "same-origin"
    again = client.get(reverse("me-tokens")).content.decode()
    assert "办公室考勤表" in again
    assert "yanxi_" not in again


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "\u200b"}, {"scope": "all"}, {"days": "9999"}]
)
def test_a_wrong_form_is_answered_in_words(client: Client, cast: Cast, wrong: Any) -> None:
    client.force_login(cast.participant)
    answer = client.post(reverse("me-tokens"), FORM | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not PersonalToken.objects.exists()


def test_ten_are_enough(client: Client, cast: Cast) -> None:
    for _ in range(10):
        assert make_token(by=cast.participant, name="甲", scope="read", days=30).ok
    full = make_token(by=cast.participant, name="乙", scope="read", days=30)
    assert full.outcome is PeopleOutcome.TOO_MANY_TOKENS
    client.force_login(cast.participant)
    page = client.post(reverse("me-tokens"), FORM, follow=True).content.decode()
    assert "您已有 10 个令牌" in page


def test_one_revokes_own_tokens_only(client: Client, cast: Cast) -> None:
    row = make_token(by=cast.participant, name="甲", scope="read", days=30).record
    address = reverse("me-token-revoke", args=[row.public_id])
    client.force_login(cast.colleague)
    assert client.post(address).status_code == 403
    client.force_login(cast.participant)
    assert "甲" in client.get(address).content.decode()
    assert client.post(address)["Location"] == reverse("me-tokens")
    row.refresh_from_db()
    assert row.revoked_at is not None
    again = revoke_token(by=cast.participant, token=row)
    assert again.outcome is PeopleOutcome.TOKEN_REVOKED_ALREADY


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client: Client, cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_token(by=cast.participant, name="甲", scope="read", days=30)
    client.force_login(cast.participant)
    client.get(reverse("me-tokens"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("me-tokens"))


QUERIES = 9


def test_what_is_held_is_shown_and_emptied(cast: Cast) -> None:
    make_token(by=cast.participant, name="甲", scope="read", days=30)
    [row] = PROVIDER.export(cast.participant)["tokens"]
    assert (row["name"], row["scope"], row["revoked_at"]) == ("甲", "只读", "")
    assert "token_hash" not in row
    PROVIDER.merge(cast.colleague, cast.participant)
    assert PersonalToken.objects.get().revoked_at is not None
    PROVIDER.erase(cast.participant)
    assert not PersonalToken.objects.exists()
