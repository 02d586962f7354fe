"""Deciding one rung of the ladder."""

from typing import Any

from django.utils import timezone

from attendance.absence_enums import Decision, LeaveState, Office
from attendance.absence_outcomes import LeaveOutcome
from attendance.actions.leave_covering import cover
from attendance.actions.leave_locking import lock_leave
from attendance.forecasts import forecast_of
from attendance.ladder import may_decide
from attendance.models import LeaveRequest, LeaveStep, terms_of
from attendance.telling import tell_decided, tell_deciders
from kernel.actions import action
from kernel.outcomes import Result


@action("attendance.decide_leave")
def decide_leave(*, by: Any, leave: Any, position: int, approve: bool, reason: str = "") -> Result:
    """Decide the rung at `position`, the one that the caller's page showed.

    Ends in PASSED_ON to the next office, APPROVED by the last one, or REFUSED; ALREADY_DECIDED
    where somebody was faster; WRONG_STATE, OWN_LEAVE, NO_PLACE, NOT_YOURS_TO_DECIDE;
    REASON_MISSING for a refusal without one; BEYOND_LIMIT for an approval beyond the limit
    without one.
    """
    leave = lock_leave(leave)
    step = leave.steps.filter(position=position).first()
    if refusal := _impossible(by, leave, step):
        return refusal
    reason = reason.strip()
    if refusal := _reason_missing(leave, approve, reason):
        return refusal
    step.decision = Decision.APPROVED if approve else Decision.REFUSED
    step.by, step.at, step.reason = by, timezone.now(), reason
    step.save(update_fields=["decision", "by", "at", "reason"])
    details = {"name": leave.person.name, "changes": {"step": step.office}}
    if not approve:
        return _end(by, leave, LeaveState.REFUSED, LeaveOutcome.REFUSED, reason, details)
    following = leave.steps.filter(decision="").first()
    if following is None:
        return _end(by, leave, LeaveState.APPROVED, LeaveOutcome.APPROVED, reason, details)
    tell_deciders(leave, following.office, position=following.position)
    office = Office(following.office).label
    return Result(LeaveOutcome.PASSED_ON, leave, details | {"office": office}, reason)


def _impossible(by: Any, leave: LeaveRequest, step: LeaveStep | None) -> Result | None:
    if by == leave.person:
        return Result(LeaveOutcome.OWN_LEAVE, leave)
    if step is not None and step.decision:
        return Result(LeaveOutcome.ALREADY_DECIDED, leave)
    if leave.state != LeaveState.PENDING:
        state = leave.get_state_display()
        return Result(LeaveOutcome.WRONG_STATE, leave, {"state": state})
    first = leave.steps.filter(decision="").first()
    if step is None or step != first:
        return Result(LeaveOutcome.ALREADY_DECIDED, leave)
    return _not_now(by, leave, step)


def _not_now(by: Any, leave: LeaveRequest, step: LeaveStep) -> Result | None:
    if not leave.registration.is_confirmed:
        return Result(LeaveOutcome.NO_PLACE, leave)
    if not may_decide(by, leave, step.office):
        office = step.get_office_display()
        return Result(LeaveOutcome.NOT_YOURS_TO_DECIDE, leave, {"office": office})
    return None


def _reason_missing(leave: LeaveRequest, approve: bool, reason: str) -> Result | None:
    if reason:
        return None
    name = leave.person.name
    if not approve:
        return Result(LeaveOutcome.REASON_MISSING, leave, {"name": name})
    forecast = forecast_of(leave, terms_of(leave.offering))
    if forecast.is_beyond:
        return Result(LeaveOutcome.BEYOND_LIMIT, leave, {"forecast": forecast.words})
    return None


def _end(
    by: Any, leave: LeaveRequest, state: str, outcome: LeaveOutcome, reason: str, details: Any
) -> Result:
    leave.state, leave.changed_at = LeaveState(state), timezone.now()
    leave.save(update_fields=["state", "changed_at"])
    if state == LeaveState.APPROVED:
        cover(by=by, offering=leave.offering, registration=leave.registration)
    tell_decided(leave, reason)
    return Result(outcome, leave, details | {"count": leave.marks.count()}, reason)
