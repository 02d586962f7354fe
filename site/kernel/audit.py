"""Writing audit rows: who, what, when, why, and which fields; never a personal value."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kernel.models import AuditRow
from kernel.outcomes import Result


def record_audit(*, action: str, by: Any, result: Result) -> None:
    """Append one row. `details` of the result are kept only where they are plain facts."""
    record = result.record
    AuditRow.objects.create(
        actor=by if getattr(by, "pk", None) else None,
        action=action,
        outcome=result.outcome.code,
        target_type=record._meta.label_lower if record is not None else "",
        target_id=str(getattr(record, "public_id", None) or getattr(record, "pk", "") or ""),
        changes=dict(result.details.get("changes", {})),
        reason=result.reason[:500],
        retain_until=timezone.localdate() + timedelta(days=settings.AUDIT_RETENTION_DAYS),
    )
