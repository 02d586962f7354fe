"""What this room holds about a person: their registrations and who moved them."""

from typing import Any

from kernel.privacy import PersonalData
from registration.merging import collisions, merge
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


def erase(person: Any) -> None:
    """Rows stay, since places and figures rest on them; reasons may name the person and go.

    Invitations by an address or a number would name the person still: they go.
    """
    RegistrationChange.objects.filter(registration__person=person).update(reason="")
    Invitation.objects.naming(person).filter(person=None).delete()


MODELS = (Registration, RegistrationChange, Invitation)
PROVIDER = PersonalData("registration", MODELS, export, merge, erase, collisions)
