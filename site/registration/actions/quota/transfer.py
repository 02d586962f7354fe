"""Moving places from one unit to another (调剂)."""

from typing import Any

from events.actions.ledger import Line
from events.enums import PostingKind
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.quota.posting import Ledger, lock_ledger, post
from registration.quota_outcomes import QuotaOutcome


@action("registration.transfer_places")
def transfer_places(
    *, by: Any, offering: Offering, source: Any, target: Any, number: int, reason: str = ""
) -> Result:
    """Move unused places: TRANSFERRED, TOO_FEW_LEFT, NOTHING_NAMED, SAME_UNIT or OVER."""
    if number < 1:
        return Result(QuotaOutcome.NOTHING_NAMED, offering)
    if source.pk == target.pk:
        return Result(QuotaOutcome.SAME_UNIT, offering)
    return carry_over(
        lock_ledger(offering), source=source, target=target, number=number, reason=reason, by=by
    )


def carry_over(
    ledger: Ledger, *, by: Any, source: Any, target: Any, number: int, reason: str
) -> Result:
    """The two postings of a transfer, under the caller's locks."""
    if ledger.is_over:
        return Result(QuotaOutcome.OVER, ledger.offering)
    details = {"number": number, "source": source.name, "target": target.name}
    if ledger.left(source) < number:
        left = {"unit": source.name, "left": ledger.left(source), "number": number}
        return Result(QuotaOutcome.TOO_FEW_LEFT, ledger.offering, left)
    lines = [
        Line(source, -number, PostingKind.TRANSFER, reason),
        Line(target, number, PostingKind.TRANSFER, reason),
    ]
    if refusal := post(ledger, lines, by=by):
        return refusal
    changes = {"number": number, "from": source.public_id, "to": target.public_id}
    return Result(QuotaOutcome.TRANSFERRED, ledger.offering, details | {"changes": changes}, reason)
