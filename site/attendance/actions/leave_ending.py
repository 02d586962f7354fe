"""Ending leave: withdrawing it, cutting it short, reporting back (销假)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from attendance.absence_enums import OPEN_LEAVE, LeaveState
from attendance.absence_outcomes import LeaveOutcome
from attendance.actions.leave_covering import cover
from attendance.actions.leave_locking import lock_leave
from attendance.models import LeaveRequest
from attendance.telling import tell_ended
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates


@action("attendance.withdraw_leave")
def withdraw_leave(*, by: Any, leave: Any) -> Result:
    """Take back what has not begun: WITHDRAWN, UNCHANGED, BEGUN or WRONG_STATE.

    A request that awaits a decision can be withdrawn at any time.
    """
    leave = lock_leave(leave)
    name = {"name": leave.person.name}
    if leave.state == LeaveState.WITHDRAWN:
        return Result(LeaveOutcome.UNCHANGED, leave)
    if leave.state not in OPEN_LEAVE:
        return _wrong_state(leave)
    if leave.state == LeaveState.APPROVED and leave.starts_at <= timezone.now():
        return Result(LeaveOutcome.BEGUN, leave)
    _save(leave, by, state=LeaveState.WITHDRAWN)
    tell_ended(leave, by)
    return Result(LeaveOutcome.WITHDRAWN, leave, name | {"changes": {"fields": ["state"]}})


@action("attendance.cut_leave")
def cut_leave(*, by: Any, leave: Any, ends_at: datetime) -> Result:
    """Let leave end earlier: CUT, NOT_SHORTER, OVER or WRONG_STATE.

    Whoever is away cuts nothing out of the past: what was missed stays missed.
    """
    leave = lock_leave(leave)
    if leave.state not in OPEN_LEAVE or leave.returned_on is not None:
        return _wrong_state(leave)
    if not leave.starts_at < ends_at < leave.ends_at:
        return Result(LeaveOutcome.NOT_SHORTER, leave)
    if by == leave.person and ends_at < timezone.now():
        return Result(LeaveOutcome.OVER, leave)
    _save(leave, by, ends_at=ends_at)
    tell_ended(leave, by)
    details = {"name": leave.person.name, "until": dates.instant(ends_at)}
    return Result(LeaveOutcome.CUT, leave, details | {"changes": {"fields": ["ends_at"]}})


@action("attendance.report_back")
def report_back(*, by: Any, leave: Any, on: date | None = None) -> Result:
    """Note that somebody is back since `on` (today): RETURNED, or ALREADY_RETURNED.

    Whoever is back before the end is expected from now on. NOT_BEGUN, IN_FUTURE, WRONG_STATE.
    """
    leave = lock_leave(leave)
    name = leave.person.name
    now, on = timezone.now(), on or timezone.localdate()
    if leave.state != LeaveState.APPROVED:
        return _wrong_state(leave)
    if leave.returned_on is not None:
        day = dates.plain_day(leave.returned_on)
        return Result(LeaveOutcome.ALREADY_RETURNED, leave, {"name": name, "day": day})
    if leave.starts_at > now or on < timezone.localtime(leave.starts_at).date():
        return Result(LeaveOutcome.NOT_BEGUN, leave)
    if on > timezone.localdate():
        return Result(LeaveOutcome.IN_FUTURE, leave)
    ends_at = min(leave.ends_at, now)
    _save(leave, by, returned_on=on, returned_by=by, ends_at=ends_at)
    details = {"name": name, "day": dates.plain_day(on)}
    changes = {"changes": {"returned_on": on.isoformat()}}
    return Result(LeaveOutcome.RETURNED, leave, details | changes)


def _save(leave: LeaveRequest, by: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(leave, name, value)
    leave.changed_at = timezone.now()
    leave.save(update_fields=[*values, "changed_at"])
    cover(by=by, offering=leave.offering, registration=leave.registration)


def _wrong_state(leave: LeaveRequest) -> Result:
    return Result(LeaveOutcome.WRONG_STATE, leave, {"state": leave.get_state_display()})
