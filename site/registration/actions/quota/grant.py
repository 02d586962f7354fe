"""Granting places to units: by hand, by formula or from a list, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.actions.ledger import Line
from events.enums import PostingKind
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.quota.posting import lock_ledger, post
from registration.quota_outcomes import QuotaOutcome


@dataclass(frozen=True)
class Grant:
    """So many places for a unit."""

    unit: Any
    number: int


@action("registration.grant_places")
def grant_places(
    *,
    by: Any,
    offering: Offering,
    grants: Iterable[Grant],
    from_general: bool = False,
    reason: str = "",
) -> Result:
    """Give places to units: GRANTED (record: the offering), NOTHING_NAMED, GENERAL_TOO_FEW or OVER.

    `from_general` takes as many from the general places; otherwise they are places more.
    """
    wanted = [grant for grant in grants if grant.number > 0]
    if not wanted:
        return Result(QuotaOutcome.NOTHING_NAMED, offering)
    ledger = lock_ledger(offering)
    if ledger.is_over:
        return Result(QuotaOutcome.OVER, ledger.offering)
    total = sum(grant.number for grant in wanted)
    lines = [Line(grant.unit, grant.number, PostingKind.GRANT, reason) for grant in wanted]
    if from_general:
        lines.append(Line(None, -total, PostingKind.TRANSFER, reason))
    if refusal := post(ledger, lines, by=by):
        return refusal
    units = len({grant.unit.pk for grant in wanted})
    details = {"number": total, "units": units}
    changes = details | {"from_general": from_general}
    return Result(QuotaOutcome.GRANTED, ledger.offering, details | {"changes": changes}, reason)
