"""The cast in the groups of its roles, and clients that are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.enums import Role
from people.groups import sync_groups
from people.models import User
from tests.factories import Cast, make_person


@pytest.fixture
def auditor(staff: Cast) -> User:
    """An auditor of the district."""
    person = make_person("邵正言", staff.district, Role.AUDITOR)
    sync_groups(person)
    return person


@pytest.fixture
def as_person() -> Callable[[User], Client]:
    """`as_person(someone)`: a client that is signed in."""

    def sign_in(person: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
