"""Clients in the back office, in Chinese."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User


@pytest.fixture
def admin_of() -> Callable[[User], Client]:
    """`admin_of(someone)`: a client that is signed in and reads Chinese."""

    def sign_in(person: User) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
