"""Objecting to a mark, and answering: a granted objection corrects the mark with its history."""

from typing import Any

from django.utils import timezone

from attendance.absence_enums import AppealState
from attendance.absence_outcomes import AppealOutcome
from attendance.actions.changing import changed, free_guests, keep
from attendance.actions.evidence import attach
from attendance.enums import ATTENDED, AttendanceStatus, Method
from attendance.models import Appeal, Attendance, terms_of
from attendance.objecting import is_objectionable, objectionable_until
from attendance.remote import layout_at
from attendance.telling import tell_answered, tell_objected
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.models import Registration


@action("attendance.object")
def object_to(*, by: Any, attendance: Any, reason: str, evidence: Any = None) -> Result:
    """Object to one's own mark: FILED; ALREADY_FILED, NOTHING_NOTED, NOT_TAKEN, TOO_LATE or
    REASON_MISSING. `evidence` is a file that was checked.
    """
    attendance = _locked(attendance)
    terms = terms_of(attendance.session.offering)
    until = objectionable_until(attendance, terms)
    if attendance.appeals.open().exists():
        return Result(AppealOutcome.ALREADY_FILED)
    if not is_objectionable(attendance):
        status = {"status": attendance.get_status_display()}
        return Result(AppealOutcome.NOTHING_NOTED, None, status)
    if not terms.appeal_days:
        return Result(AppealOutcome.NOT_TAKEN)
    if timezone.now() > until:
        return Result(AppealOutcome.TOO_LATE, None, {"until": dates.instant(until)})
    if not reason.strip():
        return Result(AppealOutcome.REASON_MISSING)
    appeal = Appeal(attendance=attendance, status_then=attendance.status, reason=reason.strip())
    attach(appeal, evidence)
    appeal.save(force_insert=True)
    tell_objected(appeal)
    return Result(AppealOutcome.FILED, appeal, {"changes": {"status": attendance.status}})


@action("attendance.answer_objection")
def answer_objection(*, by: Any, appeal: Any, grant: bool, answer: str, status: str = "") -> Result:
    """Answer with a reason: GRANTED, where the mark becomes `status`, or REJECTED.

    Else ALREADY_ANSWERED, OWN_OBJECTION or ANSWER_MISSING. Without `status` the mark stays: what
    was wrong was a remark beside it. Raises ValueError for an unknown status.
    """
    attendance = _locked(appeal.attendance)
    appeal = Appeal.objects.select_for_update(no_key=True).get(pk=appeal.pk)
    appeal.attendance = attendance
    name = attendance.registration.person.name
    if appeal.state != AppealState.FILED:
        return Result(AppealOutcome.ALREADY_ANSWERED, appeal)
    if by == appeal.person:
        return Result(AppealOutcome.OWN_OBJECTION, appeal)
    if not answer.strip():
        return Result(AppealOutcome.ANSWER_MISSING, appeal, {"name": name})
    if grant and status:
        _correct(by, attendance, AttendanceStatus(status))
    _close(appeal, AppealState.GRANTED if grant else AppealState.REJECTED, by, answer.strip())
    tell_answered(appeal)
    details = {"name": name, "status": attendance.get_status_display()}
    outcome = AppealOutcome.GRANTED if grant else AppealOutcome.REJECTED
    return Result(outcome, appeal, details | {"changes": {"status": attendance.status}})


@action("attendance.withdraw_objection")
def withdraw_objection(*, by: Any, appeal: Any) -> Result:
    """Take an objection back that has no answer yet: WITHDRAWN or ALREADY_ANSWERED."""
    _locked(appeal.attendance)
    appeal = Appeal.objects.select_for_update(no_key=True).get(pk=appeal.pk)
    if appeal.state != AppealState.FILED:
        return Result(AppealOutcome.ALREADY_ANSWERED, appeal)
    _close(appeal, AppealState.WITHDRAWN, by, "")
    return Result(AppealOutcome.WITHDRAWN, appeal, {"changes": {"fields": ["state"]}})


def _locked(attendance: Any) -> Attendance:
    """The mark as it is now; the registration is locked first, as by everything that marks."""
    registration = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit", "offering__page", "offering__lead_unit")
        .get(pk=attendance.registration_id)
    )
    row = Attendance.objects.select_for_update(of=("self",), no_key=True)
    found = row.select_related("session__offering").get(pk=attendance.pk)
    found.registration = registration
    return found


def _correct(by: Any, attendance: Attendance, status: AttendanceStatus) -> None:
    if attendance.status == status:
        return
    was_made_up = attendance.status == AttendanceStatus.MADE_UP
    in_at = attendance.in_at or attendance.session.starts_at
    site = attendance.site
    if attendance.status not in ATTENDED:
        site = layout_at(attendance.session).site_of(attendance.registration)
    facts = {"by": by, "status": status, "method": Method.APPEAL, "in_at": in_at}
    keep(attendance, changed(attendance, site=site, **facts))
    free_guests([attendance.pk] if was_made_up else [])


def _close(appeal: Appeal, state: AppealState, by: Any, answer: str) -> None:
    appeal.state, appeal.answer = state, answer
    appeal.answered_at, appeal.answered_by = timezone.now(), by
    appeal.save(update_fields=["state", "answer", "answered_at", "answered_by"])
