"""Signing up and in with an address or a number alone; nothing tells who has an account."""

from typing import Any

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from people.models import User
from tests.factories import Cast
from tests.people.signing import (
    PASSWORD,
    PHONE,
    code_by_mail,
    code_in,
    equip,
    sign_in,
    texts,
    who,
)

pytestmark = pytest.mark.django_db
__all__ = ["texts"]
NAME = {"last_name": "何", "first_name": "䶮", "password1": PASSWORD}


def sign_up(client: Client, contact: str) -> Any:
    return client.post(reverse("account_signup"), NAME | {"contact": contact})


@pytest.fixture
def person(cast: Cast) -> User:
    return equip(cast.participant)


def test_by_address(client: Client) -> None:
    answer = sign_up(client, "New@Example.org")
    assert answer.status_code == 302
    one = User.objects.get(email="new@example.org")
    assert (one.name, one.phone, who(client)) == ("何䶮", None, None)
    client.post(answer["Location"], {"code": code_by_mail()})
    assert who(client) == one.pk
    assert one.emailaddress_set.get().verified is True


def test_who_has_an_account_is_told_by_mail_how_to_go_on(client: Client, person: User) -> None:
    assert sign_up(client, person.email).status_code == 302
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert "http://testserver/accounts/login/\n" in sent.body
    assert "/accounts/password/reset/" in sent.body


def test_by_number_alone(client: Client, texts: list[tuple[str, str]]) -> None:
    answer = sign_up(client, "138 0013 8000")
    assert answer["Location"] == reverse("account_verify_phone")
    one = User.objects.get(phone=PHONE)
    assert (one.email, one.phone_verified, who(client)) == (None, False, None)
    [(number, text)] = texts
    assert number == PHONE
    client.post(answer["Location"], {"code": code_in(text)})
    one.refresh_from_db()
    assert (one.phone_verified, who(client)) == (True, one.pk)
    again = Client()
    sign_in(again, "138-0013-8000")
    assert who(again) == one.pk
    assert mail.outbox == []


def test_a_wrong_code_proves_nothing(client: Client, texts: list[tuple[str, str]]) -> None:
    answer = sign_up(client, "13800138000")
    wrong = "000000" if code_in(texts[0][1]) != "000000" else "000001"
    page = client.post(answer["Location"], {"code": wrong})
    assert page.status_code == 200
    assert who(client) is None
    assert User.objects.get(phone=PHONE).phone_verified is False


@pytest.mark.parametrize("contact", ["", "电话", "12345", "a@b", "a b@example.org"])
def test_what_is_neither_is_answered_in_words(client: Client, contact: str) -> None:
    answer = sign_up(client, contact)
    assert answer.status_code == 200
    assert answer.context["form"].errors.get("contact")


def test_a_new_address_that_cannot_be_right_is_answered_beside_its_field(client: Client) -> None:
    door = sign_up(client, "New@Example.org")["Location"]
    answer = client.post(door, {"action": "change", "email": "nobody"})
    assert answer.status_code == 200
    assert 'aria-describedby="id_email_error"' in answer.content.decode()
    client.post(door, {"code": code_by_mail()})
    assert who(client) is not None  # the code that was sent still serves


@pytest.mark.parametrize(
    "data", [NAME | {"contact": "x"}, NAME | {"contact": "a@example.org", "password1": "1"}]
)
def test_a_form_does_not_promise_to_keep_a_password(client: Client, data: dict[str, str]) -> None:
    with override("en"):
        door = reverse("account_signup")
    text = client.post(door, data).content.decode()
    assert "still here; only the password is asked for again." in text
    assert "still here." not in text


def test_where_no_text_message_can_be_sent_an_address_is_asked_for(
    client: Client, settings: Any
) -> None:
    settings.SMS_CONSOLE_SHOWS_TEXT = False
    answer = sign_up(client, "13800138000")
    assert answer.context["form"].errors["contact"] == ["本站未开通短信，请使用邮箱。"]
    assert not User.objects.filter(phone=PHONE).exists()


def test_there_a_number_on_file_still_serves_with_the_password(
    client: Client, person: User, settings: Any
) -> None:
    settings.SMS_CONSOLE_SHOWS_TEXT = False
    User.objects.filter(pk=person.pk).update(phone_verified=False)
    sign_in(client, "13800138000")
    assert who(client) == person.pk


def test_a_gateway_that_is_away_is_said_in_words(client: Client, settings: Any) -> None:
    settings.SMS_SENDER = "tests.people.signing.fail"
    answer = client.post(
        reverse("account_request_login_code"), {"contact": "13800138000"}, follow=True
    )
    assert answer.status_code == 200
    assert "短信暂时发不出去" in answer.content.decode()


@pytest.mark.parametrize(
    ("known", "fresh"), [("address", "fresh@example.org"), ("13800138000", "13900139000")]
)
def test_sign_up_does_not_tell_who_has_an_account(
    person: User, texts: list[tuple[str, str]], known: str, fresh: str
) -> None:
    known = str(person.email) if known == "address" else known
    clients = Client(), Client()
    answers = [
        sign_up(client, contact) for client, contact in zip(clients, (known, fresh), strict=True)
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, answers[0]["Location"])
    }
    pages = [client.get(answers[0]["Location"]) for client in clients]
    assert {page.status_code for page in pages} == {200}
    assert len(texts) + len(mail.outbox) == 2


@pytest.mark.parametrize("door", ["account_request_login_code", "account_reset_password"])
def test_asking_for_a_code_or_a_link_tells_nobody_apart(person: User, door: str) -> None:
    field = "contact" if door == "account_request_login_code" else "email"
    answers = [
        Client().post(reverse(door), {field: address})
        for address in (person.email, "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    assert [message.to for message in mail.outbox] == [[person.email], ["nobody@example.org"]]


def hashes(monkeypatch: pytest.MonkeyPatch, act: Any) -> int:
    """How many slow hashes `act` computes: what the time of an answer hangs on."""
    made = []
    hasher = type(hashers.get_hasher())
    original = hasher.encode

    def encode(self: Any, password: str, salt: str, *rest: Any) -> str:
        made.append(salt)
        return original(self, password, salt, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(hasher, "encode", encode)
        act()
    return len(made)


def test_known_and_unknown_cost_the_same_hashing(
    person: User, cast: Cast, texts: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(password=make_password(None))
    for logins in (
        (str(person.email), "nobody@example.org", str(cast.colleague.email)),
        ("13800138000", "13900139000"),
    ):
        costs = [
            hashes(monkeypatch, lambda login=login: sign_in(Client(), login, "wrong"))
            for login in logins
        ]
        assert set(costs) == {1}
    costs = [
        hashes(monkeypatch, lambda contact=contact: sign_up(Client(), contact))
        for contact in (str(person.email), "fresh@example.org", "13800138000", "13900139000")
    ]
    assert set(costs) == {1}


def test_a_code_signs_in_by_number_and_proves_it(
    client: Client, person: User, texts: list[tuple[str, str]]
) -> None:
    User.objects.filter(pk=person.pk).update(phone_verified=False)
    answer = client.post(reverse("account_request_login_code"), {"contact": "13800138000"})
    client.post(answer["Location"], {"code": code_in(texts[0][1])})
    person.refresh_from_db()
    assert (who(client), person.phone_verified) == (person.pk, True)


def test_a_code_signs_in_by_address(client: Client, person: User) -> None:
    answer = client.post(reverse("account_request_login_code"), {"contact": person.email})
    client.post(answer["Location"], {"code": code_by_mail()})
    assert who(client) == person.pk


def test_a_reset_link_works_once(client: Client, person: User) -> None:
    client.post(reverse("account_reset_password"), {"email": person.email})
    path = next(
        word.split("example.com", 1)[-1].split("testserver", 1)[-1]
        for word in str(mail.outbox[-1].body).split()
        if "/password/reset/key/" in word
    )
    form = {"password1": "qing-feng-4711", "password2": "qing-feng-4711"}
    first = client.get(path)
    client.post(first["Location"], form)
    person.refresh_from_db()
    assert person.check_password("qing-feng-4711")
    again = Client().get(path, follow=True)
    assert "form" not in again.context or again.context.get("token_fail")
    assert again.context["token_fail"] is True
