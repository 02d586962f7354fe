"""Changing when registration opens and closes."""

from datetime import datetime
from typing import Any

from events.actions.locks import lock_offering, lock_pools, raise_revision
from events.models import Offering
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates, page_cache

KEEP: Any = object()  # "as it was", since None means "none"


@action("events.change_window")
def change_window(
    *,
    by: Any,
    offering: Offering,
    opens_at: datetime,
    closes_at: datetime,
    late_until: datetime | None = KEEP,
) -> Result:
    """Set both ends of the window, and its late end when that is given.

    Ends in WINDOW_CHANGED, UNCHANGED, WINDOW_BACKWARDS or LATE_TOO_EARLY.
    """
    if opens_at >= closes_at:
        return Result(EventOutcome.WINDOW_BACKWARDS, offering)
    offering = lock_offering(offering)
    lock_pools(offering)
    late_until = offering.late_until if late_until is KEEP else late_until
    if late_until is not None and late_until <= closes_at:
        return Result(EventOutcome.LATE_TOO_EARLY, offering)
    wanted = {"opens_at": opens_at, "closes_at": closes_at, "late_until": late_until}
    changed = {name: value for name, value in wanted.items() if getattr(offering, name) != value}
    if not changed:
        return Result(EventOutcome.UNCHANGED, offering)
    for name, value in changed.items():
        setattr(offering, name, value)
    offering.save(update_fields=list(changed))
    raise_revision(offering)
    page_cache.bump()
    details = {
        "name": str(offering),
        "opens": dates.instant(opens_at),
        "closes": dates.instant(closes_at),
        "changes": {name: value and value.isoformat() for name, value in changed.items()},
    }
    return Result(EventOutcome.WINDOW_CHANGED, offering, details)
