"""What this room holds about a person."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.privacy import PersonalData
from people.models import (
    ActivationCode,
    DistinctPair,
    Invitation,
    JoinRequest,
    Membership,
    PersonalToken,
    User,
)

# What sign-in keeps beside our account: addresses, second factors, devices with their IP, and what
# a single sign-on said.
SIGN_IN = (EmailAddress, Authenticator, UserSession, SocialAccount)


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
            "post": membership.post,
            "since": membership.since_on.isoformat(),
            "until": membership.until_on.isoformat() if membership.until_on else "",
        }
        for membership in person.memberships.select_related("unit")
    ]
    return {"account": [account], "memberships": memberships} | _joining(person) | _keys(person)


def _joining(person: User) -> dict[str, list[dict[str, Any]]]:
    """What the person asked of units and was answered, and the invitations they made."""
    requests = [
        {
            "unit": str(row.unit),
            "state": row.get_state_display(),
            "asked": row.asked_at.isoformat(),
            "message": row.message,
            "reason": row.reason,
        }
        for row in person.join_requests.select_related("unit")
    ]
    made = Invitation.objects.filter(made_by=person).select_related("unit")
    invitations = [{"unit": str(row.unit), "made": row.made_at.isoformat()} for row in made]
    return {"requests": requests, "invitations": invitations}


def _end_requests(person: User) -> None:
    waiting = person.join_requests.filter(state=JoinRequest.State.PENDING)
    waiting.update(state=JoinRequest.State.WITHDRAWN, decided_at=timezone.now())


def _forget_joining(person: User) -> None:
    """Free text of requests, and the address or number that invitations were for."""
    _end_requests(person)
    person.join_requests.update(message="", reason="")
    theirs = Q(pk__in=[])
    if person.email:
        theirs |= Q(email__iexact=person.email)
    if person.phone:
        theirs |= Q(phone=person.phone)
    now = timezone.now()
    Invitation.objects.filter(theirs).update(email="", phone="", limit=1, revoked_at=now)


def _keys(person: User) -> dict[str, list[dict[str, Any]]]:
    """What has opened or opens the account: when, never with what."""
    codes = person.activation_codes.order_by("pk").values("issued_at", "expires_at", "used_at")
    tokens = person.tokens.order_by("pk").values(
        "name", "scope", "made_at", "expires_at", "used_on", "revoked_at"
    )
    sessions = UserSession.objects.filter(user=person).order_by("pk")
    devices = sessions.values("created_at", "ip", "user_agent")
    return {
        name: [{field: _plain(value) for field, value in row.items()} for row in rows]
        for name, rows in (("activation", codes), ("tokens", tokens), ("devices", devices))
    }


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def merge(keep: User, drop: User) -> None:
    """Memberships move with their history; of a role that both hold now, one goes on.

    The one that goes on begins with the earlier and keeps the post that is known. Categories
    add up. Whatever opens the account that goes is worth nothing.
    """
    _end_requests(drop)
    drop.join_requests.update(person=keep)
    now = timezone.now()
    drop.activation_codes.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    drop.tokens.filter(revoked_at=None).update(revoked_at=now)
    for row in Membership.objects.select_for_update(no_key=True).filter(user=drop).order_by("pk"):
        held = _same_open(row, keep)
        if held is None:
            Membership.objects.filter(pk=row.pk).update(user=keep)
            continue
        today = timezone.localdate()
        Membership.objects.filter(pk=row.pk).update(until_on=Greatest(F("since_on"), today))
        held.since_on = min(held.since_on, row.since_on)
        held.post, held.rank = held.post or row.post, held.rank or row.rank
        held.save(update_fields=["since_on", "post", "rank"])
    keep.categories.add(*drop.categories.all())
    drop.categories.clear()


def collisions(keep: User, drop: User) -> list[str]:
    """What both have and a person has once."""
    found = []
    for name, label in (
        ("number", _("personnel number")),
        ("phone", _("mobile number")),
        ("email", _("e-mail address")),
    ):
        kept, lost = getattr(keep, name), getattr(drop, name)
        if kept and lost and kept != lost:
            words = {"label": label, "kept": kept, "lost": lost}
            found.append(_("Both have a %(label)s: %(kept)s stays, %(lost)s goes.") % words)
    for row in drop.memberships.filter(until_on=None).select_related("unit"):
        if _same_open(row, keep) is not None:
            words = {"role": row.get_role_display(), "unit": row.unit.name}
            found.append(_("Both are %(role)s of %(unit)s: one membership goes on.") % words)
    return found


def _same_open(row: Membership, keep: User) -> Membership | None:
    if row.until_on is not None:
        return None
    same = Membership.objects.filter(user=keep, unit=row.unit_id, role=row.role, until_on=None)
    return same.first()


def erase(person: User) -> None:
    """Empty the account and what sign-in keeps of it; the row stays, as records point at it."""
    _end_memberships(person)
    _forget_joining(person)
    person.last_name = person.first_name = ""
    person.email = person.phone = person.number = None
    person.phone_verified = False
    person.categories.clear()
    person.is_active = False
    person.set_unusable_password()
    person.save()
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in SIGN_IN:
        model.objects.filter(user=person).delete()
    person.activation_codes.all().delete()
    person.tokens.all().delete()
    DistinctPair.objects.filter(Q(one=person) | Q(other=person)).delete()
    for merged in person.merged.all():  # other accounts of the same person
        erase(merged)


def _end_memberships(person: User) -> None:
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=today), user=person)
    # One that has not begun yet ends on its first day: none may end before it starts.
    rows.update(until_on=Greatest(F("since_on"), today))


HELD = (Membership, JoinRequest, Invitation, ActivationCode, PersonalToken, DistinctPair, User)
PROVIDER = PersonalData("people", HELD, export, merge, erase, collisions)
