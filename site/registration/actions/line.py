"""What an organiser does to the waiting list: stop it, let it go on, change the order."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.promote import promote_waiting
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration, RegistrationChange

INSTANT = timedelta(microseconds=1)
WAITLISTED = RegistrationState.WAITLISTED


@action("registration.pause_line")
def pause_line(*, by: Any, offering: Offering, reason: str = "") -> Result:
    """Keep free places instead of giving them to the next: LIST_PAUSED or AS_BEFORE."""
    offering = lock_offering(offering)
    if offering.promotion_paused:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    _write(offering, paused=True)
    details = {"name": str(offering), "changes": {"promotion_paused": True}}
    return Result(RegistrationOutcome.LIST_PAUSED, offering, details, reason)


@action("registration.resume_line")
def resume_line(*, by: Any, offering: Offering) -> Result:
    """Let the line move again, at once: LIST_GOES_ON or AS_BEFORE."""
    offering = lock_offering(offering)
    if not offering.promotion_paused:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    _write(offering, paused=False)
    moved = promote_waiting(offering, lock_pools(offering), by=by)
    changes = {"promotion_paused": False, "promoted": len(moved)}
    details = {"name": str(offering), "number": len(moved), "changes": changes}
    return Result(RegistrationOutcome.LIST_GOES_ON, offering, details)


@action("registration.move_in_line")
def move_in_line(*, by: Any, registration: Registration, position: int, reason: str) -> Result:
    """Put somebody who waits at `position` (from 1 on): MOVED, REASON_MISSING or NOT_WAITING.

    The reason stands in the history of the registration; a position beyond the end is the end.
    """
    offering = lock_offering(registration.offering)
    line = list(Registration.objects.filter(offering=offering).waiting().select_related("person"))
    row = next((waiting for waiting in line if waiting.pk == registration.pk), None)
    if row is None:
        name = {"name": registration.person.name}
        return Result(RegistrationOutcome.NOT_WAITING, registration, name)
    if not reason.strip():
        return Result(RegistrationOutcome.REASON_MISSING, row, {"name": row.person.name})
    before = line.index(row) + 1
    line.remove(row)
    position = max(1, min(position, len(line) + 1))
    line.insert(position - 1, row)
    _renumber(line, row)
    RegistrationChange.objects.create(
        registration=row, from_state=WAITLISTED, to_state=WAITLISTED, reason=reason[:200], by=by
    )
    promote_waiting(offering, lock_pools(offering), by=by)
    changes = {"position": f"{before} → {position}"}
    details = {"name": row.person.name, "position": position, "changes": changes}
    return Result(RegistrationOutcome.MOVED, row, details, reason)


def _write(offering: Offering, *, paused: bool) -> None:
    offering.promotion_paused = paused
    offering.save(update_fields=["promotion_paused"])


def _renumber(line: list[Registration], moved: Registration) -> None:
    """Give the moved row an instant between its neighbours; others move only where none fits."""
    at = line.index(moved)
    earlier = line[at - 1].queued_at if at else None
    later = line[at + 1].queued_at if at + 1 < len(line) else None
    moved.queued_at = _between(earlier, later)
    changed = [moved]
    for behind, ahead in zip(line[at + 1 :], line[at:], strict=False):
        if behind.queued_at > ahead.queued_at:
            break
        behind.queued_at = ahead.queued_at + INSTANT
        changed.append(behind)
    Registration.objects.bulk_update(changed, ["queued_at"])


def _between(earlier: datetime | None, later: datetime | None) -> datetime:
    if earlier is None:
        return (later or timezone.now()) - INSTANT
    if later is None:
        return max(timezone.now(), earlier + INSTANT)
    return max(earlier + (later - earlier) / 2, earlier + INSTANT)
