"""What this room holds about a person: the postings of places they made."""

from typing import Any

from events.models import SeatPosting
from kernel.privacy import PersonalData


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Postings with their date and number of places."""
    rows = SeatPosting.objects.filter(by=person).values("at", "kind", "delta")
    return {"postings": [row | {"at": row["at"].isoformat()} for row in rows]}


def merge(keep: Any, drop: Any) -> None:
    """The postings move."""
    SeatPosting.objects.filter(by=drop).update(by=keep)


def erase(person: Any) -> None:
    """Nothing: a posting belongs to the ledger and holds no words about its author."""


PROVIDER = PersonalData("events", (SeatPosting,), export, merge, erase)
