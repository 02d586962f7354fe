"""Whose desk a token is: one device, its sessions, until it expires or is given back."""

import secrets
from datetime import timedelta

from django.http import HttpRequest

from attendance.models import DeskToken
from attendance.rules import work_desk
from kernel.problems import Problem
from kernel.rules import Rule
from people import second_factor
from people.codes import token_digest
from people.models import User

START = "yanxidesk_"
"""What scanners for leaked secrets look for."""
GOOD_FOR = timedelta(hours=36)
"""From the evening before to the end of the day after."""


def new_token() -> str:
    """A secret of 256 bits for one device."""
    return START + secrets.token_urlsafe(32)


def holder_of(request: HttpRequest, token: str, rule: Rule) -> User | None:
    """Who took the roster with the device that sends `token`; None for a token of another kind.

    The token itself is then `request.desk`. It opens what desks do and nothing else; the holder's
    own role is asked each time, so that it ends with the role.
    """
    if not token.startswith(START):
        return None
    row = (
        DeskToken.objects.in_use()
        .filter(token_hash=token_digest(token), holder__is_active=True)
        .select_related("holder")
        .first()
    )
    if row is None:
        return None
    if rule is not work_desk:
        raise Problem(403, "token_too_narrow")
    if second_factor.is_missing(row.holder):
        raise Problem(403, "not_allowed", second_factor.SENTENCE)
    request.desk = row  # type: ignore[attr-defined]
    return row.holder
