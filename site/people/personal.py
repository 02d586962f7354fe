"""What this room holds about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from kernel.privacy import PersonalData
from people.models import Membership, User

# What sign-in keeps beside our account: addresses, second factors, devices with their IP.
SIGN_IN = (EmailAddress, Authenticator, UserSession)


def export(person: User) -> dict[str, list[dict[str, Any]]]:
    """The account and the memberships, past ones included."""
    account = {
        "name": person.name,
        "email": person.email or "",
        "phone": person.phone or "",
        "number": person.number or "",
        "categories": ", ".join(str(category) for category in person.categories.all()),
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
    _end_memberships(drop)


def erase(person: User) -> None:
    """Empty the account and what sign-in keeps of it; the row stays, as records point at it."""
    _end_memberships(person)
    person.last_name = person.first_name = ""
    person.email = person.phone = person.number = None
    person.categories.clear()
    person.is_active = False
    person.set_unusable_password()
    person.save()
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in SIGN_IN:
        model.objects.filter(user=person).delete()


def _end_memberships(person: User) -> None:
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=today), user=person)
    # One that has not begun yet ends on its first day: none may end before it starts.
    rows.update(until_on=Greatest(F("since_on"), today))


PROVIDER = PersonalData("people", (Membership,), export, merge, erase)
