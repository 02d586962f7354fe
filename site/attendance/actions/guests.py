"""Guests at the desk: whoever comes is credited where the session was missed.

The words are those of every mark; no attendance of the other offering is written.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance import windows
from attendance.absence_enums import MakeUpState
from attendance.actions.changing import changed, keep
from attendance.actions.refusing import outside_hours
from attendance.covering import unseen
from attendance.enums import AttendanceStatus, MarkOutcome, Method
from attendance.guests import is_left_to_make_up
from attendance.models import Attendance, MakeUp
from attendance.queries import is_called_off
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.models import Registration


@action("attendance.mark_guest")
def mark_guest(*, by: Any, makeup: MakeUp, at: datetime | None = None) -> Result:
    """Note that an expected guest came: MARKED, and the missed session is made up.

    Else as every mark: ALREADY_MARKED, TOO_EARLY, TOO_LATE, SESSION_CANCELLED; NOT_CONFIRMED for
    whoever has no guest's place, or did not miss anything after all; REGISTERED_HERE for whoever
    has a place of their own by now.
    """
    return note_guest(by, makeup, at or timezone.now(), windows.closes_at(makeup.session))


def note_guest(
    by: Any,
    makeup: MakeUp,
    at: datetime,
    until: datetime,
    evidence: Mapping[str, Any] | None = None,
) -> Result:
    """The same inside another action; `until` and `evidence` as those of a `Sighting`."""
    attendance, makeup = _locked(makeup)
    name = makeup.person.name
    if is_called_off(makeup.session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    if makeup.state == MakeUpState.ATTENDED:
        return known_guest(makeup)
    if refusal := _no_guest(makeup, attendance):
        return refusal
    if not windows.opens_at(makeup.session) <= at <= until:
        return outside_hours(makeup.session, at, until, name)
    before = changed(
        attendance, by=by, status=AttendanceStatus.MADE_UP, method=Method.MAKE_UP, in_at=at
    )
    for field, value in (evidence or {}).items():
        setattr(before, field, value)
    attendance.companions = 0  # nobody came along to the session that was missed
    keep(attendance, before)
    makeup.state, makeup.in_at, makeup.marked_by = MakeUpState.ATTENDED, at, by
    makeup.save(update_fields=["state", "in_at", "marked_by"])
    details = {"name": name, "companions": 0, "makeup": makeup.public_id}
    return Result(MarkOutcome.MARKED, None, details | {"changes": {"fields": ["status"]}})


def known_guest(makeup: MakeUp) -> Result:
    """That a guest who came is checked in already."""
    told = {
        "name": makeup.person.name,
        "at": dates.clock(makeup.in_at),
        "by": makeup.marked_by.name if makeup.marked_by else "",
        "makeup": makeup.public_id,
    }
    return Result(MarkOutcome.ALREADY_MARKED, None, told)


def _no_guest(makeup: MakeUp, attendance: Attendance) -> Result | None:
    """Why the person is no guest here: no place, nothing missed, or a place of their own."""
    name = {"name": makeup.person.name}
    if makeup.state != MakeUpState.AGREED:
        return Result(MarkOutcome.NOT_CONFIRMED, None, name | {"state": makeup.get_state_display()})
    if not is_left_to_make_up(attendance):
        state = attendance.get_status_display()
        return Result(MarkOutcome.NOT_CONFIRMED, None, name | {"state": state})
    own = Registration.objects.of(makeup.person).confirmed()
    if own.filter(offering=makeup.session.offering_id).exists():
        return Result(MarkOutcome.REGISTERED_HERE, None, name)
    return None


@action("attendance.undo_guest")
def undo_guest(*, by: Any, makeup: MakeUp) -> Result:
    """Take back that a guest came: UNDONE; the missed session is missed again."""
    attendance, makeup = _locked(makeup)
    name = {"name": makeup.person.name}
    if makeup.state != MakeUpState.ATTENDED:
        return Result(MarkOutcome.NOTHING_TO_UNDO, None, name)
    changes = list(attendance.changes.order_by("at", "pk"))
    made_up = [one for one in changes if one.to_status == AttendanceStatus.MADE_UP]
    status = made_up[-1].from_status if made_up else AttendanceStatus.ABSENT
    status = unseen(attendance, status, changes)
    if attendance.status == AttendanceStatus.MADE_UP:
        keep(
            attendance,
            changed(attendance, by=by, status=status, method=Method.MAKE_UP, in_at=None),
        )
    makeup.state, makeup.in_at, makeup.marked_by = MakeUpState.AGREED, None, None
    makeup.save(update_fields=["state", "in_at", "marked_by"])
    return Result(MarkOutcome.UNDONE, None, name | {"changes": {"fields": ["status"]}})


def guest_at(session: Any, person: Any) -> MakeUp | None:
    """The guest's place of a person at a session, if there is one."""
    states = (MakeUpState.AGREED, MakeUpState.ATTENDED)
    return MakeUp.objects.of(person).filter(session=session, state__in=states).first()


def _locked(makeup: MakeUp) -> tuple[Attendance, MakeUp]:
    """The missed attendance and the guest's place, the registration locked first."""
    mark = Attendance.objects.get(pk=makeup.makeup_for_id)
    registration = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit")
        .get(pk=mark.registration_id)
    )
    attendance = Attendance.objects.select_for_update(no_key=True).get(pk=mark.pk)
    attendance.registration = registration
    rows = MakeUp.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("session__offering", "marked_by").get(pk=makeup.pk)
    found.makeup_for = attendance
    return attendance, found
