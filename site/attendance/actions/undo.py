"""Undoing a mark: the row goes back, the history keeps what was."""

from typing import Any

from attendance.actions.changing import changed, keep, status_before_leaving
from attendance.covering import unseen
from attendance.enums import ATTENDED, AttendanceStatus, MarkOutcome
from attendance.guests import made_up_as
from attendance.models import Attendance
from kernel.actions import action
from kernel.outcomes import Result
from publishing.languages import text
from registration.models import Registration


@action("attendance.undo")
def undo(*, by: Any, attendance: Attendance) -> Result:
    """Take back that someone left; where nobody did, that they were there.

    The status becomes what it was before the person was marked (on leave, absent, exempt), else
    unrecorded; leave that was approved or ended meanwhile counts. Statuses that do not mean
    presence are corrected by the roll call, not undone; what was made up elsewhere is taken back
    there (MADE_UP_ELSEWHERE).
    """
    registration = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit")
        .get(pk=attendance.registration_id)
    )
    attendance = Attendance.objects.select_for_update(no_key=True).get(pk=attendance.pk)
    attendance.registration = registration
    name = registration.person.name
    if attendance.status not in ATTENDED:
        return Result(MarkOutcome.NOTHING_TO_UNDO, attendance, {"name": name})
    guest = made_up_as(attendance)
    if guest is not None:
        details = {"name": name, "session": text(guest.session, "title")}
        return Result(MarkOutcome.MADE_UP_ELSEWHERE, attendance, details)
    if attendance.out_at is not None:
        return _not_left(by, attendance)
    changes = list(attendance.changes.order_by("at", "pk"))
    earlier = [one.from_status for one in changes if one.from_status not in ("", *ATTENDED)]
    status = earlier[-1] if earlier else AttendanceStatus.UNRECORDED
    status = unseen(attendance, status, changes)
    method = attendance.method
    keep(attendance, changed(attendance, by=by, status=status, method=method, in_at=None))
    told: dict[str, Any] = {"name": name, "changes": {"fields": ["status"]}}
    return Result(MarkOutcome.UNDONE, attendance, told)


def _not_left(by: Any, attendance: Attendance) -> Result:
    """They are there again, as they came."""
    status = attendance.status
    if status == AttendanceStatus.LEFT_EARLY and attendance.in_at is not None:
        status = status_before_leaving(attendance)
    before = changed(
        attendance, by=by, status=status, method=attendance.method, in_at=attendance.in_at
    )
    attendance.out_at = None
    keep(attendance, before)
    details = {
        "name": attendance.registration.person.name,
        "changes": {"fields": ["out_at", "status"]},
    }
    return Result(MarkOutcome.BACK_IN, attendance, details)
