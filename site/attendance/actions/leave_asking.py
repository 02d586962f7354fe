"""Asking for leave, by oneself or for somebody who has told it by telephone."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance import spans
from attendance.absence_enums import Office
from attendance.absence_outcomes import LeaveOutcome
from attendance.actions.evidence import attach
from attendance.actions.leave_locking import lock_registration
from attendance.forecasts import covered_by
from attendance.ladder import offices_for
from attendance.models import LeaveRequest, LeaveStep, terms_of
from attendance.telling import tell_deciders
from kernel.actions import action
from kernel.outcomes import Result


@action("attendance.ask_leave")
def ask_leave(
    *,
    by: Any,
    registration: Any,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    evidence: Any = None,
) -> Result:
    """Ask to be away from the sessions that begin in [starts_at, ends_at): ASKED, or RECORDED
    where somebody else writes it down.

    Else NO_PLACE, BACKWARDS, NO_SESSIONS, OVER, OVERLAPS or REASON_MISSING. `evidence` is a file
    that was checked. The rungs of the ladder are fixed by the length as it is now.
    """
    registration = lock_registration(registration)
    leave = LeaveRequest(
        registration=registration,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        asked_until=ends_at,
        reason=reason.strip(),
        asked_by=by,
    )
    sessions = covered_by(leave)
    if refusal := _impossible(leave, sessions):
        return refusal
    attach(leave, evidence)
    leave.save(force_insert=True)
    office = _climb(leave, sessions)
    outcome = LeaveOutcome.RECORDED if leave.is_recorded else LeaveOutcome.ASKED
    details = {
        "name": registration.person.name,
        "office": office.label,
        # Not which kind: an illness is nobody's business here, and an audit row outlasts erasure.
        "changes": {"fields": ["kind", "starts_at", "ends_at"], "sessions": len(sessions)},
    }
    return Result(outcome, leave, details)


def _climb(leave: LeaveRequest, sessions: list[Any]) -> Office:
    """Set the ladder up and tell the first office, which is returned."""
    registration = leave.registration
    terms = terms_of(registration.offering)
    offices = offices_for(registration, terms, spans.length_of(sessions))
    LeaveStep.objects.bulk_create(
        LeaveStep(leave=leave, position=position, office=office)
        for position, office in enumerate(offices, start=1)
    )
    tell_deciders(leave, offices[0], position=1)
    return offices[0]


def _impossible(leave: LeaveRequest, sessions: list[Any]) -> Result | None:
    if not leave.registration.is_confirmed:
        return Result(LeaveOutcome.NO_PLACE)
    if leave.starts_at >= leave.ends_at:
        return Result(LeaveOutcome.BACKWARDS)
    if not leave.reason:
        return Result(LeaveOutcome.REASON_MISSING, None, {"name": leave.person.name})
    if not sessions:
        return Result(LeaveOutcome.NO_SESSIONS)
    if not leave.is_recorded and sessions[-1].ends_at <= timezone.now():
        return Result(LeaveOutcome.OVER)
    return _overlapping(leave)


def _overlapping(leave: LeaveRequest) -> Result | None:
    others = LeaveRequest.objects.open().filter(registration=leave.registration)
    other = others.overlapping(leave.starts_at, leave.ends_at).order_by("starts_at").first()
    if other is None:
        return None
    words = spans.in_words(other.starts_at, other.ends_at)
    return Result(LeaveOutcome.OVERLAPS, other, {"other": words})
