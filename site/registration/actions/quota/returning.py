"""A unit gives back places that it does not need."""

from typing import Any

from events.actions.ledger import Line
from events.enums import PostingKind
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.quota.passing import destination, pass_on
from registration.actions.quota.posting import lock_ledger, post
from registration.quota_outcomes import QuotaOutcome


@action("registration.return_places")
def return_places(
    *, by: Any, offering: Offering, unit: Any, number: int, reason: str = ""
) -> Result:
    """Give back unused places: RETURNED, TOO_FEW_LEFT, NOT_RETURNABLE, NOTHING_NAMED or OVER."""
    if number < 1:
        return Result(QuotaOutcome.NOTHING_NAMED, offering)
    ledger = lock_ledger(offering)
    if ledger.is_over:
        return Result(QuotaOutcome.OVER, ledger.offering)
    if not ledger.rule.is_returnable:
        return Result(QuotaOutcome.NOT_RETURNABLE, ledger.offering)
    if ledger.left(unit) < number:
        details = {"unit": unit.name, "left": ledger.left(unit), "number": number}
        return Result(QuotaOutcome.TOO_FEW_LEFT, ledger.offering, details)
    passed = pass_on(ledger, number, kind=PostingKind.RETURN, reason=reason, giving={unit.pk})
    lines = [Line(unit, -number, PostingKind.RETURN, reason), *passed]
    if refusal := post(ledger, lines, by=by):
        return refusal
    changes = {"number": number, "from": unit.public_id}
    details = {"number": number, "target": destination(passed), "changes": changes}
    return Result(QuotaOutcome.RETURNED, ledger.offering, details, reason)
