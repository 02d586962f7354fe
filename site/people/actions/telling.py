"""What people are told of their roles in units, whoever else changed them."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from notices.delivery import notify
from notices.enums import Kind
from people.enums import Role
from people.models import Membership, User


def tell_joined(by: Any, membership: Membership) -> None:
    """Whoever was put into a unit by somebody else: as one of its people, or with an office."""
    if membership.role != Role.MEMBER or _is_later(membership.since_on):
        tell_role(by, membership, "given", since=membership.since_on)
    elif membership.user != by:
        context = {"unit": membership.unit, "reason": ""}
        _notify(membership, Kind.JOINED, f"m{membership.public_id}", context)


def tell_role(by: Any, membership: Membership, act: str, **facts: Any) -> None:
    """What became of the role: `given`, `ended`, `handed_over`, `taken_over` or `moved`.

    Nobody is told what they did themselves. Why it was done stays in the audit log.
    """
    if membership.user == by:
        return
    role = Role(membership.role).label
    context = {"act": act, "unit": membership.unit, "role": role, **facts}
    context["is_later"] = _is_later(facts.get("since"))
    day = membership.until_on or membership.since_on
    _notify(membership, Kind.ROLE_CHANGED, f"{act}-{membership.public_id}-{day}", context)


def _is_later(since: date | None) -> bool:
    """Whether it does not hold yet when the person reads of it."""
    return since is not None and since > timezone.localdate()


def _notify(membership: Membership, kind: Kind, key: str, context: dict[str, Any]) -> None:
    path = path_for(membership.user, "me-units")
    notify(person=membership.user, kind=kind, key=key, path=path, context=context)


def path_for(person: User, name: str, *args: str) -> str:
    """Where a notice leads its reader, in the reader's language and not in that of who acts."""
    with translation.override(person.language):
        return reverse(name, args=args)
