"""What became of an account where a library changes it: written down, without any value."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from kernel.actions import action
from kernel.outcomes import Result
from people.enums import AccountChange
from people.models import User
from people.outcomes import PeopleOutcome


@action("people.change_account")
def change_account(
    *, by: Any, person: User, what: AccountChange, fields: Sequence[str] = (), group: str = ""
) -> Result:
    """Note what allauth or Wagtail's user administration changed: ACCOUNT_CHANGED.

    `fields` are names of fields, `group` is a group of the back office; no address, number or
    secret is kept (docs/adr/0011). Call in the transaction of the change where there is one.
    """
    changes: dict[str, Any] = {"what": str(what)}
    changes |= {"fields": sorted(fields)} if fields else {}
    changes |= {"group": group} if group else {}
    return Result(PeopleOutcome.ACCOUNT_CHANGED, person, {"changes": changes})


@action("people.change_access")
def change_access(*, by: Any, group: Group) -> Result:
    """Note that a group of the back office was made, changed or deleted: ACCESS_CHANGED."""
    changes = {"group": group.name}
    return Result(PeopleOutcome.ACCESS_CHANGED, group, {"changes": changes})


def forget_addresses(replaced: Mapping[int, str | None]) -> None:
    """What was each person's address, by key, until somebody else wrote another one: whoever reads
    that mailbox gets in no more, neither by a letter nor by a code. Others they proved stay.
    """
    gone = [
        held.pk
        for held in EmailAddress.objects.filter(user__in=replaced).select_related("user")
        if held.email.lower() == (replaced[held.user_id] or "").lower()
        and held.email.lower() != (held.user.email or "").lower()
    ]
    EmailAddress.objects.filter(pk__in=gone).delete()
