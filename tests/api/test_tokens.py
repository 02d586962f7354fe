"""Personal tokens at the API: whose they are, what they may, how long."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from people import bearer
from people.actions import make_token, revoke_token
from people.enums import TokenScope
from people.models import PersonalToken, User
from registration.models import Registration
from tests.factories import Cast, make_offering

pytestmark = pytest.mark.django_db
MINE = "/api/v1/me/registrations"


@pytest.fixture(autouse=True)
def counts() -> Any:
    """Each test counts from nothing."""
    cache.clear()
    yield
    cache.clear()


def token_of(person: User, scope: str = TokenScope.READ, days: int = 30) -> str:
    text: str = make_token(by=person, name="表格", scope=scope, days=days).details["token"]
    return text


def ask(token: str, path: str = MINE, method: str = "get", **extra: Any) -> Any:
    client = Client(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {token}"}
    return getattr(client, method)(path, headers=headers, **extra)


def kind(answer: Any) -> str:
    assert answer["Content-Type"] == "application/problem+json"
    return str(answer.json()["type"]).removeprefix("/api/v1/problems/")


def test_a_token_reads_for_its_owner(cast: Cast) -> None:
    answer = ask(token_of(cast.participant))
    assert (answer.status_code, answer.json()) == (200, {"items": []})


def test_it_registers_without_a_form_token_where_it_may(cast: Cast) -> None:
    offering = make_offering(unit=cast.city)
    path = f"/api/v1/offerings/{offering.public_id}/registration"
    narrow = ask(token_of(cast.participant), path, "post")
    assert (narrow.status_code, kind(narrow)) == (403, "token_too_narrow")
    assert not Registration.objects.exists()
    wide = ask(token_of(cast.participant, TokenScope.REGISTER), path, "post")
    assert (wide.status_code, wide.json()["outcome"]) == (200, "confirmed")
    assert Registration.objects.get().person == cast.participant


@pytest.mark.parametrize("text", ["", "yanxi_", "yanxi_0000", "other", "yanxi_ü", "a b"])
def test_what_is_no_token_opens_nothing(cast: Cast, text: str) -> None:
    answer = ask(text)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_wrong_token_does_not_fall_back_to_the_session(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.participant)
    answer = client.get(MINE, headers={"Authorization": "Bearer yanxi_wrong"})
    assert (answer.status_code, kind(answer)) == (401, "token_unknown")


@pytest.mark.parametrize("end", ["revoked", "run out", "left"])
def test_a_token_that_has_ended_opens_nothing(cast: Cast, end: str) -> None:
    person = cast.participant
    text = token_of(person)
    row = PersonalToken.objects.get()
    if end == "revoked":
        revoke_token(by=person, token=row)
    elif end == "run out":
        PersonalToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        User.objects.filter(pk=person.pk).update(is_active=False)
    answer = ask(text)
    assert (answer.status_code, kind(answer)) == (401, "token_unknown")


def test_its_last_use_is_kept_to_the_day(cast: Cast, django_assert_num_queries: Any) -> None:
    text = token_of(cast.participant)
    assert PersonalToken.objects.get().used_on is None
    ask(text)
    assert PersonalToken.objects.get().used_on == timezone.localdate()
    with django_assert_num_queries(2):  # the token with its owner, the registrations
        ask(text)


def test_a_second_factor_is_asked_of_a_token_too(cast: Cast, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    text = token_of(cast.organiser)
    answer = ask(text)
    assert (answer.status_code, kind(answer)) == (403, "not_allowed")
    Authenticator.objects.create(user=cast.organiser, type=Authenticator.Type.TOTP, data={})
    assert ask(text).status_code == 200
    assert ask(token_of(cast.participant)).status_code == 200


def test_too_often_is_said_with_how_long_to_wait(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearer, "OFTEN", {"token": "2/m/key"})
    text = token_of(cast.participant)
    assert [ask(text).status_code for _ in range(3)] == [200, 200, 429]
    answer = ask(text)
    assert (kind(answer), answer["Retry-After"]) == ("too_often", "60")
    assert ask(token_of(cast.colleague)).status_code == 200


def test_the_description_names_the_scheme(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["components"]["securitySchemes"]["Token"] == {
        "type": "http",
        "scheme": "bearer",
    }
    operation = document["paths"][MINE]["get"]
    assert {"Token": []} in operation["security"]
