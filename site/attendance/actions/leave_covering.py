"""Letting the marks say what approved leave covers, whatever happened to leave or timetable.

It is computed from the approved leave and the timetable as they are, and written where the marks
differ: the same again changes nothing. A constant number of statements for however many people.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from attendance.actions.changing import FIELDS, changed
from attendance.covering import GIVES_WAY, status_before
from attendance.enums import ATTENDED, AttendanceStatus, Method
from attendance.models import Attendance, AttendanceChange, LeaveRequest
from events.models import Session
from registration.models import Registration

Key = tuple[int, int]


def cover(*, by: Any, offering: Any, registration: Any = None) -> list[LeaveRequest]:
    """Mark and unmark, inside an action that holds the offering's lock; the leave that changed.

    Of everybody who has or had leave there, or of one registration alone.
    """
    rows = _locked(offering, registration)
    marks = {
        (mark.registration_id, mark.session_id): mark
        for mark in Attendance.objects.select_for_update(no_key=True)
        .filter(registration__in=rows)
        .order_by("pk")
    }
    wanted = _wanted(offering, rows)
    ended = [mark for key, mark in marks.items() if mark.leave_id and key not in wanted]
    touched: set[int] = {mark.leave_id for mark in ended if mark.leave_id}
    history = _unmark(by, ended)
    linked = []
    for key, leave in wanted.items():
        mark = marks.get(key)
        if mark is not None and mark.leave_id == leave.pk:
            continue
        mark = mark or _new(key, rows)
        mark.leave = leave
        touched.add(leave.pk)
        linked.append(mark)
        if mark.status in GIVES_WAY:
            history.append(
                changed(
                    mark, by=by, status=AttendanceStatus.ON_LEAVE, method=Method.LEAVE, in_at=None
                )
            )
    _save([*ended, *linked], history)
    changed_leave = LeaveRequest.objects.filter(pk__in=touched).with_everything()
    return list(changed_leave.order_by("pk")) if touched else []


def _locked(offering: Any, registration: Any) -> dict[int, Registration]:
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    if registration is not None:
        found = rows.filter(pk=registration.pk)
    else:
        leave = LeaveRequest.objects.approved().filter(registration__offering=offering)
        marks = Attendance.objects.filter(session__offering=offering, leave__isnull=False)
        either = Q(pk__in=leave.values("registration")) | Q(pk__in=marks.values("registration"))
        found = rows.filter(either)
    return {row.pk: row for row in found.order_by("pk")}


def _wanted(offering: Any, rows: dict[int, Registration]) -> dict[Key, LeaveRequest]:
    """The approved leave that covers a session, by registration and session."""
    approved = list(LeaveRequest.objects.approved().filter(registration__in=rows).order_by("pk"))
    sessions = list(Session.objects.filter(offering=offering).holding()) if approved else []
    return {
        (leave.registration_id, session.pk): leave
        for leave in approved
        for session in sessions
        if leave.starts_at <= session.starts_at < leave.ends_at
    }


def _unmark(by: Any, ended: list[Attendance]) -> list[AttendanceChange]:
    """Take leave off marks that it covers no more; what stood before it stands again."""
    history = defaultdict(list)
    on_leave = [mark for mark in ended if mark.status == AttendanceStatus.ON_LEAVE]
    for change in AttendanceChange.objects.filter(attendance__in=on_leave).order_by("at", "pk"):
        history[change.attendance_id].append(change)
    made = []
    for mark in ended:
        mark.leave = None
        before = status_before(history[mark.pk])
        if mark.status == AttendanceStatus.ON_LEAVE and before and before not in ATTENDED:
            made.append(changed(mark, by=by, status=before, method=Method.LEAVE, in_at=None))
    return made


def _new(key: Key, rows: dict[int, Registration]) -> Attendance:
    registration, session = key
    return Attendance(
        session_id=session,
        registration=rows[registration],
        status=AttendanceStatus.UNRECORDED,
        method=Method.LEAVE,
    )


def _save(marks: list[Attendance], history: list[AttendanceChange]) -> None:
    """Three statements for however many people."""
    new = [mark for mark in marks if mark.pk is None]
    old = [mark for mark in marks if mark.pk is not None]
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(old, FIELDS)
    for change in history:
        change.attendance = change.attendance  # its key is known only now
    AttendanceChange.objects.bulk_create(history)
