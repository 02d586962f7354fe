"""Marking one person at the door.

The person's registration is locked, so that two desks at once give one record: the second one
finds the mark of the first and says so. Five statements for a mark, two for a repetition.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance import windows
from attendance.actions.changing import changed, keep
from attendance.enums import ATTENDED, AttendanceStatus, MarkOutcome, Method
from attendance.models import Attendance
from attendance.passes import read_pass
from attendance.queries import is_called_off, session_expecting
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.enums import RegistrationState
from registration.models import Registration


@action("attendance.mark")
def mark(
    *,
    by: Any,
    session: Any,
    registration: Any = None,
    person: Any = None,
    method: str = Method.SEARCH,
    at: datetime | None = None,
) -> Result:
    """Mark a registration, or a person whatever their registration, as having come at `at` (now).

    The record of the result is the Attendance; a refusal has none.
    """
    person_id = registration.person_id if registration is not None else person.pk
    return _check_in(by, session, person_id, method, at or timezone.now(), person)


@action("attendance.mark_pass")
def mark_pass(*, by: Any, session: Any, text: str, at: datetime | None = None) -> Result:
    """Mark whoever the scanned pass names."""
    found = read_pass(text)
    if found is None:
        return Result(MarkOutcome.UNKNOWN_PASS)
    if found.revoked_at is not None:
        return Result(MarkOutcome.REVOKED_PASS, None, {"name": found.person.name})
    moment = at or timezone.now()
    return _check_in(by, session, found.person_id, Method.PASS, moment, found.person)


def _check_in(
    by: Any, session: Any, person_id: int, method: str, at: datetime, person: Any
) -> Result:
    if is_called_off(session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    registration = _locked(session, person_id)
    if registration is None:
        return _refused(session, person_id, at, person.name if person else "", None)
    registration.offering = session.offering
    name = registration.person.name
    attendance = (
        Attendance.objects.filter(session=session, registration=registration)
        .select_related("marked_by")
        .first()
    )
    if attendance is not None and attendance.status in ATTENDED:
        attendance.session, attendance.registration = session, registration
        return Result(MarkOutcome.ALREADY_MARKED, attendance, _when_and_who(attendance, name))
    if registration.state != RegistrationState.CONFIRMED or not _is_open(session, at):
        return _refused(session, person_id, at, name, registration)
    status = AttendanceStatus.LATE if windows.is_late(session, at) else AttendanceStatus.PRESENT
    attendance = attendance or Attendance()
    attendance.session, attendance.registration = session, registration
    keep(attendance, changed(attendance, by=by, status=status, method=method, in_at=at))
    changes = {"fields": ["status"], "method": method}
    return Result(MarkOutcome.MARKED, attendance, {"name": name, "changes": changes})


def _locked(session: Any, person_id: int) -> Registration | None:
    """The person's registration for this offering, held until the mark is written."""
    return (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit")
        .filter(offering_id=session.offering_id, person_id=person_id)
        .first()
    )


def _is_open(session: Any, at: datetime) -> bool:
    return windows.opens_at(session) <= at <= windows.closes_at(session)


def _when_and_who(attendance: Attendance, name: str) -> dict[str, Any]:
    by = attendance.marked_by
    return {
        "name": name,
        "at": dates.clock(attendance.in_at or attendance.marked_at),
        "by": by.name if by else attendance.get_method_display(),
    }


def _refused(
    session: Any, person_id: int, at: datetime, name: str, registration: Registration | None
) -> Result:
    """Why not; first of all whether the person is expected somewhere else right now."""
    elsewhere = session_expecting(person_id, at, but=session)
    if elsewhere is not None:
        place = elsewhere.teaching_point or elsewhere.venue or elsewhere.place_note
        hours = dates.hours_to(elsewhere.starts_at, elsewhere.ends_at)
        parts = [hours, f"“{elsewhere.title}”", str(place)]
        other = " ".join(part for part in parts if part)
        return Result(MarkOutcome.WRONG_SESSION, None, {"name": name, "other": other})
    state = registration.state if registration else None
    if registration is None:
        return Result(MarkOutcome.NOT_REGISTERED, None, {"name": name})
    if state == RegistrationState.WAITLISTED:
        return Result(MarkOutcome.WAITLISTED, None, {"name": name})
    if state != RegistrationState.CONFIRMED:
        word = registration.get_state_display()
        return Result(MarkOutcome.NOT_CONFIRMED, None, {"name": name, "state": word})
    if at < windows.opens_at(session):
        opens = dates.instant(windows.opens_at(session))
        return Result(MarkOutcome.TOO_EARLY, None, {"name": name, "opens": opens})
    closes = dates.instant(windows.closes_at(session))
    return Result(MarkOutcome.TOO_LATE, None, {"name": name, "closes": closes})
