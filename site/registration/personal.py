"""What this room holds about a person: their registrations and who moved them."""

from typing import Any

from kernel.privacy import PersonalData
from registration.enums import ALIVE, RegistrationState
from registration.models import Invitation, Registration, RegistrationChange


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Every registration with its history."""
    rows = Registration.objects.of(person).select_related("offering__page", "unit")
    return {
        "registrations": [
            {
                "offering": str(row.offering),
                "state": row.get_state_display(),
                "unit": str(row.unit or ""),
                "via": row.get_via_display(),
                "queued_at": row.queued_at.isoformat(),
                "changes": [
                    {
                        "at": change.at.isoformat(),
                        "from": change.from_state,
                        "to": change.to_state,
                        "reason": change.reason,
                    }
                    for change in row.changes.all()
                ],
            }
            for row in rows.prefetch_related("changes").order_by("pk")
        ],
        "invitations": [
            {"offering": str(line.offering), "at": line.at.isoformat()}
            for line in Invitation.objects.naming(person).select_related("offering__page")
        ],
    }


def merge(keep: Any, drop: Any) -> None:
    """Registrations move; where both had one, the seat of the account that goes is given up."""
    both = Registration.objects.of(keep).values("offering")
    twice = Registration.objects.of(drop).filter(offering__in=both)
    twice.filter(state__in=ALIVE).update(
        state=RegistrationState.WITHDRAWN, pool=None, offered_until=None, reconfirm_by=None
    )
    Registration.objects.of(drop).exclude(pk__in=twice.values("pk")).update(person=keep)
    RegistrationChange.objects.filter(by=drop).update(by=keep)
    Registration.objects.filter(nominated_by=drop).update(nominated_by=keep)
    listed = Invitation.objects.filter(person=keep).values("offering")
    Invitation.objects.filter(person=drop, offering__in=listed).delete()
    Invitation.objects.filter(person=drop).update(person=keep)
    Invitation.objects.filter(by=drop).update(by=keep)


def erase(person: Any) -> None:
    """Rows stay, since places and figures rest on them; reasons may name the person and go.

    Invitations by an address or a number would name the person still: they go.
    """
    RegistrationChange.objects.filter(registration__person=person).update(reason="")
    Invitation.objects.naming(person).filter(person=None).delete()


PROVIDER = PersonalData(
    "registration", (Registration, RegistrationChange, Invitation), export, merge, erase
)
