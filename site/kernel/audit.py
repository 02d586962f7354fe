"""Writing audit rows: who, as what, what, when, why, and which fields; never a personal value."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kernel.models import AuditRow
from kernel.outcomes import Result
from kernel.privacy import key_of_person

Standing = Callable[[Any], tuple[str, str]]
Witness = Callable[[AuditRow, Any], None]
_STANDING: list[Standing] = []
_WITNESSES: list[Witness] = []


def register_standing(standing: Standing) -> None:
    """Let the room of persons say as what somebody acts: role, and the unit's public id."""
    _STANDING[:] = [standing]


def register_witness(witness: Witness) -> None:
    """Call `witness(row, record)` in the same transaction; from a room's `AppConfig.ready`."""
    if witness not in _WITNESSES:
        _WITNESSES.append(witness)


def record_audit(*, action: str, by: Any, result: Result) -> AuditRow:
    """Append one row. `details` of the result are kept only where they are plain facts."""
    record = result.record
    actor = by if getattr(by, "pk", None) else None
    role, unit = _STANDING[0](actor) if actor is not None and _STANDING else ("", "")
    row = AuditRow.objects.create(
        actor=actor,
        role=role,
        unit=unit,
        about_id=key_of_person(record),
        action=action,
        outcome=result.outcome.code,
        target_type=record._meta.label_lower if record is not None else "",
        target_id=str(getattr(record, "public_id", None) or getattr(record, "pk", "") or ""),
        changes=dict(result.details.get("changes", {})),
        reason=result.reason[:500],
        retain_until=timezone.localdate() + timedelta(days=settings.AUDIT_RETENTION_DAYS),
    )
    for witness in _WITNESSES:
        witness(row, record)
    return row
