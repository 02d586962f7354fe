"""Inviting people into a unit by a link, and coming in by it."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.actions.joining import take_in
from people.actions.memberships import locked_units
from people.joining_outcomes import JoiningOutcome
from people.models import Invitation, Membership, Unit, User
from people.outcomes import PeopleOutcome

SECRET_BYTES = 20


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


@action("people.invite")
def invite(
    *, by: Any, unit: Unit, days: int, limit: int = 1, email: str = "", phone: str = ""
) -> Result:
    """Make a link into `unit` for `limit` people, or for one address or number.

    Ends in INVITED (record: the invitation; details hold `secret`, which is kept nowhere) or
    UNIT_INACTIVE.
    """
    unit = locked_units(unit)[0]
    if not unit.is_active:
        return Result(PeopleOutcome.UNIT_INACTIVE, unit, {"unit": unit.name})
    secret = secrets.token_urlsafe(SECRET_BYTES)
    made = Invitation.objects.create(
        unit=unit,
        made_by=by,
        digest=digest_of(secret),
        email=email,
        phone=phone,
        limit=1 if email or phone else limit,
        expires_at=timezone.now() + timedelta(days=days),
    )
    changes = {"unit": unit.public_id, "limit": made.limit}
    return Result(JoiningOutcome.INVITED, made, {"secret": secret, "changes": changes})


@action("people.revoke_invitation")
def revoke_invitation(*, by: Any, invitation: Invitation) -> Result:
    """Let nobody in by a link any more: INVITATION_REVOKED or REVOKED_ALREADY."""
    held = _locked(invitation)
    if held.revoked_at is not None:
        return Result(JoiningOutcome.REVOKED_ALREADY, held)
    held.revoked_at = timezone.now()
    held.save(update_fields=["revoked_at"])
    return Result(JoiningOutcome.INVITATION_REVOKED, held)


@action("people.accept_invitation")
def accept_invitation(*, by: Any, invitation: Invitation) -> Result:
    """Come in by a link: JOINED, BELONGS_ALREADY, INVITATION_OVER or FOR_ANOTHER.

    The liaison decided when giving the link away: nobody confirms again.
    """
    unit = locked_units(invitation.unit)[0]
    held = _locked(invitation)
    found = {"person": by.name, "unit": unit.name}
    if Membership.objects.current().filter(user=by, unit=unit).exists():
        return Result(JoiningOutcome.BELONGS_ALREADY, held, found)
    if not held.is_open or not unit.is_active:
        return Result(JoiningOutcome.INVITATION_OVER, held, found)
    if not is_for(held, by):
        return Result(JoiningOutcome.FOR_ANOTHER, held, found)
    held.used += 1
    held.save(update_fields=["used"])
    take_in(by, unit)
    return Result(JoiningOutcome.JOINED, held, found | {"changes": {"unit": unit.public_id}})


def is_for(invitation: Invitation, person: User) -> bool:
    """Whether the link is open to all, or for an address or number that `person` has proved."""
    if invitation.email:
        proved = EmailAddress.objects.filter(user=person, verified=True)
        return proved.filter(email__iexact=invitation.email).exists()
    if invitation.phone:
        return person.phone_verified and person.phone == invitation.phone
    return True


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("unit").get(pk=invitation.pk)
