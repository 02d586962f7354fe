"""What a slot says as plain data: to be kept in a version, compared, and taken back.

A record is kept with its key and its names, so that a version can be read when the record has
another name by then.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from courses.models import DraftSession
from events.models import SLOT_FIELDS, Slot

Fact = dict[str, Any]
FIELDS: dict[str, Any] = {name: DraftSession._meta.get_field(name) for name in SLOT_FIELDS}


def fact_of(key: str, slot: Slot) -> Fact:
    """All that a slot says, under the key that stays the same from draft to version."""
    return {"key": key} | {name: _plain(field, slot) for name, field in FIELDS.items()}


def _plain(field: Any, slot: Slot) -> Any:
    value = getattr(slot, field.name)
    if value is None:
        return None
    if field.is_relation:
        english = getattr(value, "name_en", "")
        return {"pk": value.pk, "name": str(value), "name_en": english}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(field, models.DecimalField):
        return f"{Decimal(str(value)):.{field.decimal_places}f}"
    return str(value) if isinstance(value, str) else value


def moment(fact: Fact, name: str) -> datetime:
    """`starts_at` or `ends_at` of a fact."""
    return datetime.fromisoformat(fact[name])


def values_of(facts: list[Fact]) -> list[dict[str, Any]]:
    """What `setattr` would write of each fact; a record that is no more is left out.

    One query for each kind of record.
    """
    known = {name: _records(field, facts) for name, field in FIELDS.items() if field.is_relation}
    return [
        {name: _value(FIELDS[name], fact.get(name), known.get(name)) for name in SLOT_FIELDS}
        for fact in facts
    ]


def _records(field: Any, facts: list[Fact]) -> dict[int, Any]:
    keys = {fact[field.name]["pk"] for fact in facts if fact.get(field.name)}
    return field.related_model.objects.in_bulk(keys) if keys else {}


def _value(field: Any, kept: Any, records: dict[int, Any] | None) -> Any:
    if records is not None:
        return records.get(kept["pk"]) if kept else None
    if kept is None:
        return None if field.null else field.get_default()
    return field.to_python(kept)
