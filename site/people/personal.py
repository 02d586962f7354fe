"""What this room holds about a person."""

from typing import Any

from kernel.privacy import PersonalData
from people.models import Membership, User


def export(person: User) -> dict[str, list[dict[str, Any]]]:
    """The account and the memberships, past ones included."""
    account = {
        "name": person.name,
        "email": person.email or "",
        "phone": person.phone or "",
        "joined": person.date_joined.isoformat(),
    }
    memberships = [
        {
            "unit": str(membership.unit),
            "role": membership.get_role_display(),
            "since": membership.since_on.isoformat(),
            "until": membership.until_on.isoformat() if membership.until_on else "",
        }
        for membership in person.memberships.select_related("unit")
    ]
    return {"account": [account], "memberships": memberships}


def merge(keep: User, drop: User) -> None:
    """Close the memberships of the account that goes; `keep` has its own."""
    Membership.objects.filter(user=drop).current().update(until_on=drop.date_joined.date())


def erase(person: User) -> None:
    """Empty the account; the row stays, since records point at it."""
    person.last_name = person.first_name = ""
    person.email = person.phone = None
    person.is_active = False
    person.set_unusable_password()
    person.save()


PROVIDER = PersonalData("people", (Membership,), export, merge, erase)
