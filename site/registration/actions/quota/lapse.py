"""Unused places of units lapse after the day that the offering's rule names."""

from typing import Any

from django.utils import timezone

from events import kept_words
from events.actions.ledger import Line
from events.enums import PostingKind
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.quota.passing import destination, pass_on
from registration.actions.quota.posting import lock_ledger, post
from registration.quota_outcomes import QuotaOutcome


@action("registration.lapse_places")
def lapse_places(*, by: Any, offering: Offering) -> Result:
    """Take what units left unused and pass it on: LAPSED or NOTHING_LAPSED. Once for each day set.

    All unused places are collected first and passed on together, so the order of units decides and
    not that of the rows. A unit whose places lapse gets none back.
    """
    ledger = lock_ledger(offering)
    rule = ledger.rule
    if ledger.is_over or not rule.is_due:
        return Result(QuotaOutcome.NOTHING_LAPSED, ledger.offering)
    rule.lapsed_at = timezone.now()
    rule.save(update_fields=["lapsed_at"])
    unused = [pool for pool in ledger.pools if pool.unit_id is not None and pool.left > 0]
    assert rule.usable_until is not None, "what is due has a day"
    reason = kept_words.unused(rule.usable_until)
    number = sum(pool.left for pool in unused)
    if not number:
        return Result(QuotaOutcome.NOTHING_LAPSED, ledger.offering)
    giving = {pool.unit_id for pool in unused if pool.unit_id}
    passed = pass_on(ledger, number, kind=PostingKind.LAPSE, reason=reason, giving=giving)
    lines = [Line(pool.unit, -pool.left, PostingKind.LAPSE, reason) for pool in unused]
    if refusal := post(ledger, [*lines, *passed], by=by):
        return refusal
    changes = {"number": number, "units": len(unused)}
    details = {"number": number, "target": destination(passed), "changes": changes}
    return Result(QuotaOutcome.LAPSED, ledger.offering, details)
