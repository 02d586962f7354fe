"""From the liaison's list over the letter to the first sign-in."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import ActivationCode, User
from tests.factories import Cast, make_person
from tests.people.signing import PASSWORD, PHONE, code_in, sign_in, texts, who

pytestmark = pytest.mark.django_db
__all__ = ["texts"]
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture(autouse=True)
def counts() -> Any:
    """Each test counts from nothing."""
    cache.clear()
    yield
    cache.clear()


def desk_of(cast: Cast, client: Client) -> str:
    client.force_login(cast.liaison)
    return reverse("unit-activation", args=[cast.unit.public_id])


def letters(cast: Cast, *people: User) -> str:
    client = Client()
    form = {"do": "print", "person": [person.public_id for person in people]}
    page: str = client.post(desk_of(cast, client), form).content.decode()
    return page


def open_with(client: Client, name: str, code: str) -> Any:
    return client.post(reverse("activate"), {"name": name, "code": code})


def test_the_list_shows_who_waits(client: Client, cast: Cast) -> None:
    page = client.get(desk_of(cast, client)).content.decode()
    assert cast.participant.name in page
    assert cast.colleague.name in page
    assert cast.liaison.name not in page.split("<main", 1)[1]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client: Client, cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    User.objects.exclude(pk=cast.liaison.pk).update(last_login=timezone.now())
    for count in range(number):
        make_person(f"新{count}", cast.unit)
    address = desk_of(cast, client)
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 15


def test_letters_hold_each_name_with_its_code(cast: Cast) -> None:
    page = letters(cast, cast.participant, cast.colleague)
    codes = CODE.findall(page.split("<main", 1)[1])
    assert len(set(codes)) == 2
    assert page.count('<article class="letter">') == 2
    assert cast.participant.name in page


def test_no_letter_is_made_for_people_of_another_unit(cast: Cast) -> None:
    other = make_person("外人", cast.other_unit)
    page = letters(cast, other)
    assert "letter__code" not in page
    assert not ActivationCode.objects.exists()


def test_a_letter_opens_the_account(client: Client, cast: Cast, texts: list[Any]) -> None:
    person = cast.participant
    code = CODE.search(letters(cast, person).split("<main", 1)[1])
    assert code is not None
    answer = open_with(client, person.name, code[0])
    assert answer["Location"] == reverse("activate-password")
    page = client.get(answer["Location"]).content.decode()
    assert person.email not in page
    assert f"{person.email[:1]}***@example.org" in page
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == reverse("me")
    assert who(client) == person.pk
    assert texts == []


def test_a_number_on_file_is_proved_on_the_way(
    client: Client, cast: Cast, texts: list[tuple[str, str]]
) -> None:
    person = cast.participant
    User.objects.filter(pk=person.pk).update(phone=PHONE, email=None)
    code = CODE.search(letters(cast, person).split("<main", 1)[1])
    open_with(client, person.name, code[0] if code else "")
    answer = client.post(reverse("activate-password"), {"password": PASSWORD})
    assert answer["Location"] == reverse("account_verify_phone")
    assert who(client) is None
    client.post(answer["Location"], {"code": code_in(texts[0][1])})
    assert who(client) == person.pk
    again = Client()
    sign_in(again, PHONE)
    assert who(again) == person.pk


def test_who_has_nothing_on_file_is_asked_for_it(
    client: Client, cast: Cast, texts: list[tuple[str, str]]
) -> None:
    person = cast.participant
    User.objects.filter(pk=person.pk).update(email=None)
    code = CODE.search(letters(cast, person).split("<main", 1)[1])
    open_with(client, person.name, code[0] if code else "")
    answer = client.post(reverse("activate-password"), {"password": PASSWORD})
    assert answer["Location"] == reverse("account_change_phone")
    assert who(client) == person.pk
    answer = client.post(answer["Location"], {"phone": "138 0013 8000"})
    assert answer["Location"] == reverse("account_verify_phone")
    client.post(answer["Location"], {"code": code_in(texts[0][1])})
    person.refresh_from_db()
    assert (person.phone, person.phone_verified) == (PHONE, True)


def test_the_password_page_needs_a_code_in_hand(client: Client) -> None:
    assert client.get(reverse("activate-password"))["Location"] == reverse("activate")
    answer = client.post(reverse("activate-password"), {"password": PASSWORD})
    assert answer["Location"] == reverse("activate")


def test_a_weak_password_is_refused_and_the_code_still_works(client: Client, cast: Cast) -> None:
    person = cast.participant
    code = CODE.search(letters(cast, person).split("<main", 1)[1])
    open_with(client, person.name, code[0] if code else "")
    answer = client.post(reverse("activate-password"), {"password": "12345678"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["password"]
    client.post(reverse("activate-password"), {"password": PASSWORD})
    assert who(client) == person.pk


def test_trying_for_one_name_is_slowed(client: Client, cast: Cast) -> None:
    for _ in range(10):
        assert "尝试次数过多" not in open_with(client, "林一", "AAAA").content.decode()
    assert "尝试次数过多" in open_with(Client(), "林一", "AAAA").content.decode()
    assert "尝试次数过多" not in open_with(Client(), "林二", "AAAA").content.decode()


def test_who_ticks_nobody_is_told_to(client: Client, cast: Cast) -> None:
    answer = client.post(desk_of(cast, client), {"do": "print"}, follow=True)
    assert "尚未选择人员，请至少勾选一人。" in answer.content.decode()
