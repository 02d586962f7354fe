"""`Authorization: Bearer` at the API: the room that keeps tokens tells whose one is."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from kernel.problems import Problem
from kernel.rules import Rule

Reader = Callable[[HttpRequest, str, Rule], Any]
READERS: list[Reader] = []


def register(reader: Reader) -> None:
    """Make a kind of token known; called from a room's `AppConfig.ready`.

    `reader(request, token, rule)` returns the person, None for a token of another kind, or raises
    a Problem: too narrow for the operation, used too often.
    """
    READERS.append(reader)


class Token(HttpBearer):
    """A personal token of `/me/tokens/`. No form token is needed with it."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The person, who then counts as the request's; a Problem for a token that opens nothing.

        A session that comes along is not looked at: a program that sends a token means it.
        """
        for reader in READERS:
            person = reader(request, token.strip(), self.rule)
            if person is not None:
                request.user = person
                return person
        raise Problem(401, "token_unknown")
