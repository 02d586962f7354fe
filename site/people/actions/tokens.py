"""Making and revoking personal tokens."""

from datetime import timedelta

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.codes import new_token, token_digest
from people.models import PersonalToken, User
from people.outcomes import PeopleOutcome

MOST = 10


@action("people.make_token")
def make_token(*, by: User, name: str, scope: str, days: int) -> Result:
    """A token of one's own for so many days; its text stands in the details as `token`, only here.

    Ends in TOKEN_MADE (record: the token) or TOO_MANY_TOKENS.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if PersonalToken.objects.of(by).in_use().count() >= MOST:
        return Result(PeopleOutcome.TOO_MANY_TOKENS, by, {"most": MOST})
    text = new_token()
    made = PersonalToken.objects.create(
        person=by,
        name=name,
        token_hash=token_digest(text),
        scope=scope,
        expires_at=timezone.now() + timedelta(days=days),
    )
    details = {"token": text, "changes": {"scope": str(scope), "days": days}}
    return Result(PeopleOutcome.TOKEN_MADE, made, details)


@action("people.revoke_token")
def revoke_token(*, by: User, token: PersonalToken) -> Result:
    """The token opens nothing from now on: TOKEN_REVOKED, or TOKEN_REVOKED_ALREADY."""
    row = PersonalToken.objects.select_for_update(no_key=True).get(pk=token.pk)
    if row.revoked_at is not None:
        return Result(PeopleOutcome.TOKEN_REVOKED_ALREADY, row, {"name": row.name})
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    return Result(PeopleOutcome.TOKEN_REVOKED, row, {"name": row.name})
