"""Clients that are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User


@pytest.fixture
def as_person() -> Callable[[User], Client]:
    """`as_person(someone)`: a client that is signed in."""

    def sign_in(person: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
