"""Leave that somebody has asked for, objections to marks, guests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from attendance.absence_enums import LeaveKind, MakeUpState, Office
from attendance.enums import AttendanceStatus, Method
from attendance.models import Appeal, Attendance, LeaveRequest, LeaveStep, MakeUp
from events.models import Session
from registration.models import Registration


def make_leave(registration: Registration, **fields: Any) -> LeaveRequest:
    """A day next week, awaiting the class coordinator."""
    starts_at = timezone.now() + timedelta(days=8)
    values = {
        "kind": LeaveKind.PERSONAL,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "reason": "家中有事",
        "asked_by": registration.person,
    } | fields
    values.setdefault("asked_until", values["ends_at"])
    leave = LeaveRequest.objects.create(registration=registration, **values)
    LeaveStep.objects.create(leave=leave, position=1, office=Office.COORDINATOR)
    return leave


def make_appeal(registration: Registration, **fields: Any) -> Appeal:
    """The person was marked absent at the first session and objects."""
    mark = Attendance.objects.create(
        session=registration.offering.sessions.earliest("starts_at"),
        registration=registration,
        status=AttendanceStatus.ABSENT,
        method=Method.ROLL_CALL,
    )
    values = {"status_then": mark.status, "reason": "我坐在第三排"} | fields
    return Appeal.objects.create(attendance=mark, **values)


def make_makeup(missed: Attendance, session: Session, **fields: Any) -> MakeUp:
    """Whoever missed that session asks to make it up at `session`."""
    return MakeUp.objects.create(
        makeup_for=missed, session=session, **({"state": MakeUpState.ASKED} | fields)
    )
