"""What the kernel holds about a person: the audit rows of what they did."""

from typing import Any

from kernel.models import AuditRow
from kernel.privacy import PersonalData


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """What was done and when."""
    rows = AuditRow.objects.filter(actor=person).values("at", "action", "outcome", "target_id")
    return {"actions": [row | {"at": row["at"].isoformat()} for row in rows]}


def merge(keep: Any, drop: Any) -> None:
    """Nothing: audit rows are never changed; they name the account that acted."""


def erase(person: Any) -> None:
    """Nothing: rows hold ids and the words of whoever acted, and stay until their date."""


PROVIDER = PersonalData("kernel", (AuditRow,), export, merge, erase)
