"""Whose a personal token is, and whether it may do what is asked."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils import timezone

from kernel.problems import Problem
from kernel.rules import Rule
from people import second_factor
from people.codes import TOKEN_START, token_digest
from people.enums import TokenScope
from people.models import PersonalToken, User

READING = ("GET", "HEAD", "OPTIONS")
# Rooms whose operations a token may write with; their rules decide as for the person.
WRITES: dict[str, tuple[str, ...]] = {TokenScope.READ: (), TokenScope.REGISTER: ("registration",)}
OFTEN = {"token": "240/m/key"}


def person_of(request: HttpRequest, token: str, rule: Rule) -> User | None:
    """The owner of a token in use; None for anything else.

    Raises Problem: `token_too_narrow`, `too_often`, or `not_allowed` where the owner's role
    requires a second factor that the account lacks.
    """
    if not token.startswith(TOKEN_START):
        return None
    row = (
        PersonalToken.objects.in_use()
        .filter(token_hash=token_digest(token), person__is_active=True)
        .select_related("person")
        .first()
    )
    if row is None:
        return None
    if not ratelimit.consume(
        request, app="people", action="token", config=OFTEN, key=row.public_id, limit_get=True
    ):
        raise Problem(429, "too_often")
    if request.method not in READING and rule.name.partition(".")[0] not in WRITES[row.scope]:
        raise Problem(403, "token_too_narrow")
    if second_factor.is_missing(row.person):
        raise Problem(403, "not_allowed", second_factor.SENTENCE)
    today = timezone.localdate()
    if row.used_on != today:
        PersonalToken.objects.filter(pk=row.pk).update(used_on=today)
    return row.person
