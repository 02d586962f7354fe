"""Reminding liaisons of the places that a milestone asks them to use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from registration.ledger import missing_at
from registration.models import Milestone
from registration.quota_outcomes import QuotaOutcome
from registration.quota_telling import tell_milestone

DAYS_BEFORE = 3


@action("registration.remind_of_milestone")
def remind_of_milestone(*, by: Any, milestone: Milestone) -> Result:
    """Tell those who have used too few: REMINDED (record: the offering) or NOBODY_REMINDED.

    Once in the last three days before the day, once after it: the notices' keys see to that.
    """
    offering = milestone.rule.offering
    today = timezone.localdate()
    if today < milestone.due_on - timedelta(days=DAYS_BEFORE):
        return Result(QuotaOutcome.NOBODY_REMINDED, offering)
    pools = SeatPool.objects.filter(offering=offering).exclude(unit=None).select_related("unit")
    missing = [(pool, number) for pool in pools if (number := missing_at(milestone, pool))]
    told = tell_milestone(milestone, missing, "late" if today > milestone.due_on else "soon")
    if not told:
        return Result(QuotaOutcome.NOBODY_REMINDED, offering)
    return Result(QuotaOutcome.REMINDED, offering, {"number": told, "changes": {"told": told}})
