"""Accounts made in the admin: a number as people write it, no address needed."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from people.models import User
from tests.factories import Cast

pytestmark = pytest.mark.django_db
FORM = {
    "username": "new-person",
    "last_name": "何",
    "first_name": "䶮",
    "password1": "study-hard-4711",
    "password2": "study-hard-4711",
}


def test_a_number_is_kept_so_that_its_owner_can_sign_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    answer = client.post(reverse("wagtailusers_users:add"), FORM | {"phone": "138 0013 8000"})
    assert answer.status_code == 302
    assert User.objects.get(username="new-person").phone == "+8613800138000"


def test_a_wrong_number_is_answered_in_words(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    answer = client.post(reverse("wagtailusers_users:add"), FORM | {"phone": "12345"})
    assert answer.status_code == 200
    assert "138 0013 8000" in answer.content.decode()


@pytest.mark.parametrize(("typed", "proved"), [("138 0013 8000", True), ("13900139000", False)])
def test_a_number_is_proved_no_longer_when_another_is_typed(
    client: Client, cast: Cast, typed: str, proved: bool
) -> None:
    people = User.objects.filter(pk=cast.participant.pk)
    people.update(phone="+8613800138000", phone_verified=True)
    client.force_login(cast.admin)
    person = people.get()
    form = {"username": person.username, "last_name": "林", "first_name": "安"}
    form |= {"phone": typed, "is_active": "on"}
    answer = client.post(reverse("wagtailusers_users:edit", args=[person.pk]), form)
    assert answer.status_code == 302
    now = people.get()
    assert (now.first_name, now.phone_verified) == ("安", proved)


@pytest.mark.parametrize("name", ["wagtailusers_users:add", "wagtailadmin_account"])
def test_the_family_name_is_asked_for_first(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.admin)
    page = client.get(reverse(name)).content.decode()
    assert page.index("last_name") < page.index("first_name")


@pytest.mark.parametrize("name", ["groups:index", "users:add", "users:index"])
def test_groups_that_follow_from_roles_are_listed_in_the_readers_words(
    client: Client, cast: Cast, name: str
) -> None:
    Group.objects.get_or_create(name="Auditors")
    Group.objects.get_or_create(name="摄影组")
    client.force_login(cast.admin)
    page = client.get(reverse(f"wagtailusers_{name}")).content.decode()
    assert "审计员" in page
    assert "摄影组" in page
    assert "Auditors" not in page
