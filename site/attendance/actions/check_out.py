"""Checking out: when somebody left, where a session asks for it; the latest leaving counts."""

from datetime import datetime, timedelta
from typing import Any

from attendance.actions.changing import changed, keep, status_before_leaving
from attendance.actions.marking import Sighting, locked, sighting
from attendance.actions.refusing import outside_hours
from attendance.enums import ATTENDED, AttendanceStatus, MarkOutcome, Method
from attendance.models import Attendance
from attendance.passes import read_pass
from attendance.presence import checks_out, early_until
from attendance.queries import is_called_off
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates

# Who is scanned twice within this time has not come back in between.
SAME_LEAVING = timedelta(minutes=5)
BY_TIME = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)


@action("attendance.check_out")
def check_out(
    *,
    by: Any,
    session: Any,
    public_id: str = "",
    person: Any = None,
    method: str = Method.SEARCH,
    at: datetime | None = None,
    evidence: dict[str, Any] | None = None,
) -> Result:
    """Note that a registration, by public id, or a person left at `at` (now).

    CHECKED_OUT, ALREADY_OUT, or why not; the status follows from coming and leaving. `evidence` are
    further fields of the history row. Raises IntegrityError for a ticket that was used.
    """
    seen = sighting(by, session, method, at)
    who = {"public_id": public_id} if public_id else {"person_id": person.pk}
    return _leave(seen, who, evidence or {})


@action("attendance.check_out_by_pass")
def check_out_by_pass(*, by: Any, session: Any, text: str, at: datetime | None = None) -> Result:
    """The same for the pass that `text` holds: UNKNOWN_PASS and REVOKED_PASS besides."""
    found = read_pass(text)
    if found is None:
        return Result(MarkOutcome.UNKNOWN_PASS)
    if found.revoked_at is not None:
        return Result(MarkOutcome.REVOKED_PASS, None, {"name": found.person.name})
    return _leave(sighting(by, session, Method.PASS, at), {"person_id": found.person_id}, {})


def _leave(seen: Sighting, who: dict[str, Any], evidence: dict[str, Any]) -> Result:
    session = seen.session
    if is_called_off(session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    if not checks_out(session):
        return Result(MarkOutcome.NO_CHECK_OUT)
    registration = locked(session, who)
    if registration is None:
        return Result(MarkOutcome.NOT_REGISTERED, None, {"name": ""})
    if not seen.is_open:
        return outside_hours(session, seen.at, seen.until, registration.person.name)
    registration.offering = session.offering
    return _write(seen, registration, evidence)


def _write(seen: Sighting, registration: Any, evidence: dict[str, Any]) -> Result:
    session, details = seen.session, {"name": registration.person.name}
    row = Attendance.objects.filter(session=session, registration=registration).first()
    if row is None or row.status not in ATTENDED or row.in_at is None:
        return Result(MarkOutcome.NOT_IN, None, details)
    row.session, row.registration = session, registration
    if row.out_at is not None and seen.at < row.out_at + SAME_LEAVING:
        return Result(MarkOutcome.ALREADY_OUT, row, details | {"at": dates.clock(row.out_at)})
    out_at = max(seen.at, row.in_at)
    status = _status(row, out_at)
    before = changed(
        row, by=seen.by, status=status, method=seen.method, in_at=row.in_at, out_at=out_at
    )
    for name, value in evidence.items():
        setattr(before, name, value)
    keep(row, before)
    details |= {"changes": {"fields": ["out_at", "status"], "method": seen.method}}
    return Result(MarkOutcome.CHECKED_OUT, row, details)


def _status(row: Attendance, out_at: datetime) -> str:
    """Leaving adds or removes that somebody left early; all else stands as it was said."""
    if row.status in BY_TIME and out_at < early_until(row.session):
        return AttendanceStatus.LEFT_EARLY
    if row.status == AttendanceStatus.LEFT_EARLY:
        return status_before_leaving(row)
    return row.status
