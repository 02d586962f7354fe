"""What the tests of sign-in share: a person with everything, text messages that are kept, codes."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.models import User
from people.sms import SmsFailed

PASSWORD = "study-hard-4711"
PHONE = "+8613800138000"
SENT: list[tuple[str, str]] = []


def keep(number: str, text: str) -> None:
    """A sender that keeps what it gets."""
    SENT.append((number, text))


def fail(number: str, text: str) -> None:
    """A sender whose gateway is away."""
    raise SmsFailed("away")


@pytest.fixture
def texts(settings: Any) -> list[tuple[str, str]]:
    """Text messages as they leave."""
    SENT.clear()
    settings.SMS_SENDER = f"{__name__}.keep"
    return SENT


def equip(one: User) -> User:
    """Give a person a password, a proved address and a proved number."""
    one.set_password(PASSWORD)
    one.phone, one.phone_verified = PHONE, True
    one.save()
    one.emailaddress_set.create(email=one.email, verified=True, primary=True)
    return one


def code_in(text: str) -> str:
    """The six digits of a mail or text message."""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", text)
    assert found is not None, text
    return found[0]


def code_by_mail() -> str:
    return code_in(str(mail.outbox[-1].body))


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra)


def who(client: Client) -> int | None:
    """The key of the person who is signed in."""
    key = client.session.get("_auth_user_id")
    return int(key) if key else None
