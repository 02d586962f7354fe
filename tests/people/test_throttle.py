"""Wrong passwords count by account and device: offices pass, an account under attack is slowed."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people import throttle
from people.models import User
from tests.factories import Cast
from tests.people.signing import PASSWORD, code_by_mail, equip, sign_in, who

pytestmark = pytest.mark.django_db
OFFICE = "10.20.30.40"
TOO_MANY = "连续尝试次数过多"


@pytest.fixture(autouse=True)
def counts() -> Any:
    """Each test counts from nothing."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person(cast: Cast) -> User:
    return equip(cast.participant)


def attack(person: User, times: int, **extra: Any) -> Any:
    """Wrong passwords from a device nobody has signed in on."""
    answer = None
    for _ in range(times):
        answer = sign_in(Client(), str(person.email), "wrong", **extra)
    return answer


def test_two_hundred_people_behind_one_address_sign_in_at_once() -> None:
    password = make_password(PASSWORD)
    people = User.objects.bulk_create(
        User(username=f"o{number}", email=f"office{number}@example.org", password=password)
        for number in range(200)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people
    )
    clients = [Client() for _ in people]
    # Every fifth mistypes once, as people do at nine o'clock.
    for client, one in list(zip(clients, people, strict=True))[::5]:
        sign_in(client, str(one.email), "mistyped", REMOTE_ADDR=OFFICE)
    for client, one in zip(clients, people, strict=True):
        sign_in(client, str(one.email), REMOTE_ADDR=OFFICE)
    assert [who(client) for client in clients] == [one.pk for one in people]


def test_an_account_under_attack_is_slowed_with_a_way_out(person: User) -> None:
    assert TOO_MANY not in attack(person, 5).content.decode()
    assert TOO_MANY in attack(person, 1).content.decode()
    stranger = Client()
    page = sign_in(stranger, str(person.email)).content.decode()
    assert (who(stranger), TOO_MANY in page, "验证码" in page) == (None, True, True)


def test_its_owner_still_signs_in_on_a_device_of_theirs(person: User) -> None:
    own = Client()
    sign_in(own, str(person.email))
    own.post(reverse("account_logout"))
    attack(person, 6)
    sign_in(own, str(person.email))
    assert who(own) == person.pk
    by_number = Client()
    by_number.cookies = own.cookies
    by_number.post(reverse("account_logout"))
    sign_in(by_number, "138 0013 8000")
    assert who(by_number) == person.pk


def test_and_by_a_code_anywhere(person: User) -> None:
    attack(person, 6)
    client = Client()
    answer = client.post(reverse("account_request_login_code"), {"contact": person.email})
    client.post(answer["Location"], {"code": code_by_mail()})
    assert who(client) == person.pk


def test_a_known_device_has_its_end_too(person: User) -> None:
    own = Client()
    sign_in(own, str(person.email))
    own.post(reverse("account_logout"))
    for _ in range(10):
        sign_in(own, str(person.email), "wrong")
    assert TOO_MANY in sign_in(own, str(person.email)).content.decode()


def test_a_cookie_made_up_is_no_known_device(person: User) -> None:
    attack(person, 5)
    forged = Client()
    name = throttle.settings.DEVICE_COOKIE_NAME
    mark = throttle._mark(str(person.email))
    forged.cookies[name] = f"0000.{mark}:1:signature"
    assert TOO_MANY in sign_in(forged, str(person.email)).content.decode()


def test_a_device_of_one_account_is_none_of_another(person: User, cast: Cast) -> None:
    other = cast.colleague
    other.set_password(PASSWORD)
    other.save()
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    client = Client()
    sign_in(client, str(other.email))
    client.post(reverse("account_logout"))
    attack(person, 5)
    assert TOO_MANY in sign_in(client, str(person.email)).content.decode()


def test_nobody_is_slowed_the_same(cast: Cast) -> None:
    for _ in range(5):
        sign_in(Client(), "nobody@example.org", "wrong")
    assert TOO_MANY in sign_in(Client(), "Nobody@Example.org", "wrong").content.decode()


def test_one_password_tried_on_everybody_ends_by_address(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "ADDRESS_MOST", 3)
    for number in range(3):
        sign_in(Client(), f"nobody{number}@example.org", "wrong", REMOTE_ADDR=OFFICE)
    here, elsewhere = Client(), Client()
    page = sign_in(here, str(person.email), REMOTE_ADDR=OFFICE)
    assert TOO_MANY in page.content.decode()
    sign_in(elsewhere, str(person.email), REMOTE_ADDR="10.20.30.41")
    assert who(elsewhere) == person.pk


def test_the_right_password_counts_for_nothing(person: User) -> None:
    for _ in range(8):
        client = Client()
        sign_in(client, str(person.email))
        assert who(client) == person.pk
