"""What this room holds about a person: the imports they brought."""

from typing import Any

from kernel.privacy import PersonalData
from publishing.tabular.models import SheetImport


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """What was brought and when; the rows are about others."""
    rows = SheetImport.objects.filter(by=person).order_by("created_at")
    return {
        "imports": [
            {"file": row.file_name, "at": row.created_at.isoformat(), "rows": row.rows}
            for row in rows
        ]
    }


def merge(keep: Any, drop: Any) -> None:
    """The imports move."""
    SheetImport.objects.filter(by=drop).update(by=keep)


def erase(person: Any) -> None:
    """The names that the person gave to files go."""
    SheetImport.objects.filter(by=person).update(file_name="")


PROVIDER = PersonalData("publishing", (SheetImport,), export, merge, erase)
