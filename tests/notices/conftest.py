"""A mail server that really answers, and a short way to tell somebody something."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test.utils import override_settings

from notices.channels import lay_out
from notices.delivery import notify
from notices.enums import Kind
from notices.models import Notice
from tests.services.smtp import Mailbox, mail_server

Tell = Callable[..., Notice]


@pytest.fixture
def tell(db: None) -> Tell:
    """`tell(person, key, kind, **context)`: one notice, written and laid out for its channels."""

    def write(
        person: Any,
        key: str = "1",
        kind: Kind = Kind.MESSAGE,
        *,
        reply_to: str = "",
        **context: Any,
    ) -> Notice:
        given = {"subject": "题目", "text": "正文", **context}
        notice = notify(
            person=person, kind=kind, key=key, path="/me/", context=given, reply_to=reply_to
        )
        assert notice is not None
        lay_out([notice.pk])
        return notice

    return write


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A server that takes what the site sends."""
    with mail_server() as box, override_settings(MAILERS=box.mailers):
        yield box
