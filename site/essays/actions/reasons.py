"""Keeping the list of reasons for returns."""

from typing import Any

from essays.models import ReturnReason
from essays.outcomes import ReasonOutcome
from essays.rules import keep_reasons
from kernel.actions import action
from kernel.outcomes import Result

EDITABLE = ("name", "name_en", "position", "is_used")


@action("essays.keep_reason")
def keep_reason(*, by: Any, values: dict[str, Any], reason: ReturnReason | None = None) -> Result:
    """Add a reason, or change one: KEPT or UNCHANGED; what was said by it once stays as said."""
    if by is not None:
        keep_reasons.check(by)
    held = reason or ReturnReason()
    changed = [name for name in EDITABLE if getattr(held, name) != values[name]]
    if reason is not None and not changed:
        return Result(ReasonOutcome.UNCHANGED, held)
    for name in EDITABLE:
        setattr(held, name, values[name])
    held.save()
    details = {"name": held.name, "changes": {"fields": sorted(changed)}}
    return Result(ReasonOutcome.KEPT, held, details)
