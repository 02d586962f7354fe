"""A page asks, before a form goes, whether its reader is still signed in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast

pytestmark = pytest.mark.django_db
STILL = "/accounts/signed-in/still/"


def ask(client: Client, person, prefix: str = ""):
    """What the page of `person` asks; nobody may keep the answer."""
    answer = client.get(f"{prefix}{STILL}", {"as": person.public_id})
    assert "no-store" in answer["Cache-Control"]
    return answer


def test_the_token_of_now_is_for_whoever_is_signed_in(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.participant)
    answer = ask(client, cast.participant)
    assert answer.status_code == 200
    sent = {"csrfmiddlewaretoken": answer.json()["token"], "do": "withdraw", "id": "0" * 12}
    assert client.post(reverse("me-units"), sent).status_code != 403
    assert client.post(reverse("me-units"), sent | {"csrfmiddlewaretoken": ""}).status_code == 403


@pytest.mark.parametrize(
    ("prefix", "words", "door"),
    [
        ("", "您填写的内容仍在本页", "/accounts/login/?next=%2Faccounts%2Fsigned-in%2F"),
        (
            "/en",
            "What you wrote is still on",
            "/en/accounts/login/?next=%2Fen%2Faccounts%2Fsigned-in%2F",
        ),
    ],
)
def test_who_is_signed_out_is_told_what_to_do(client, cast: Cast, prefix, words, door) -> None:
    answer = ask(client, cast.participant, prefix)
    assert answer.status_code == 401
    assert 'role="alert" data-not-signed-in' in answer.text
    assert words in answer.text
    assert f'href="{door}" target="_blank"' in answer.text
    assert not answer.cookies


def test_nothing_goes_in_the_name_of_somebody_else(client, cast: Cast) -> None:
    client.force_login(cast.colleague)
    answer = ask(client, cast.participant)
    assert answer.status_code == 403
    assert "另一个账号" in answer.text
    assert "token" not in answer.text
    assert 'href="/accounts/logout/?next=' in answer.text


def test_only_pages_of_somebody_signed_in_ask(client, cast: Cast) -> None:
    assert "data-signed-in" not in client.get("/search/").text
    client.force_login(cast.participant)
    asked = f'data-signed-in="{STILL}?as={cast.participant.public_id}"'
    assert asked in client.get("/search/").text
    assert f'data-signed-in="/en{STILL}?as=' in client.get("/en/search/").text


def test_after_signing_in_the_way_back_is_named(client, cast: Cast) -> None:
    assert client.get(reverse("signed-in")).status_code == 302
    client.force_login(cast.participant)
    assert "请回到刚才填写的页面提交" in client.get(reverse("signed-in")).text
