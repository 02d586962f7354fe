"""What this room holds about a person."""

from typing import Any

from kernel.privacy import PersonalData
from notices.models import Notice


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Every notice with its words."""
    rows = Notice.objects.of(person).values("created_at", "subject", "body")
    return {"notices": [row | {"created_at": row["created_at"].isoformat()} for row in rows]}


def merge(keep: Any, drop: Any) -> None:
    """The inbox moves."""
    Notice.objects.filter(recipient=drop).update(recipient=keep)


def erase(person: Any) -> None:
    """Words may name the person: they go."""
    Notice.objects.filter(recipient=person).update(subject="", body="")


PROVIDER = PersonalData("notices", (Notice,), export, merge, erase)
