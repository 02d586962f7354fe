"""Deciding to hold what fewer have registered for than it needs."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering
from events.models import Offering
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result


@action("events.settle_minimum")
def settle_minimum(*, by: Any, offering: Offering, reason: str = "") -> Result:
    """Hold it whatever the number: MINIMUM_SETTLED or UNCHANGED."""
    offering = lock_offering(offering)
    if not offering.minimum or offering.minimum_settled_at is not None:
        return Result(EventOutcome.UNCHANGED, offering)
    offering.minimum_settled_at = timezone.now()
    offering.save(update_fields=["minimum_settled_at"])
    details = {"name": str(offering), "changes": {"minimum": offering.minimum}}
    return Result(EventOutcome.MINIMUM_SETTLED, offering, details, reason)
