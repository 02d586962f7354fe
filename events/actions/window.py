"""Changing when registration opens and closes."""

from datetime import datetime
from typing import Any

from events.actions.locks import lock_offering, lock_pools, raise_revision
from events.models import Offering
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates, page_cache


@action("events.change_window")
def change_window(
    *, by: Any, offering: Offering, opens_at: datetime, closes_at: datetime
) -> Result:
    """Set both ends of the window: WINDOW_CHANGED, UNCHANGED or WINDOW_BACKWARDS."""
    if opens_at >= closes_at:
        return Result(EventOutcome.WINDOW_BACKWARDS, offering)
    offering = lock_offering(offering)
    lock_pools(offering)
    if (offering.opens_at, offering.closes_at) == (opens_at, closes_at):
        return Result(EventOutcome.UNCHANGED, offering)
    offering.opens_at, offering.closes_at = opens_at, closes_at
    offering.save(update_fields=["opens_at", "closes_at"])
    raise_revision(offering)
    page_cache.bump()
    changed = {"opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat()}
    return Result(
        EventOutcome.WINDOW_CHANGED,
        offering,
        {
            "name": str(offering),
            "opens": dates.instant(opens_at),
            "closes": dates.instant(closes_at),
            "changes": changed,
        },
    )
