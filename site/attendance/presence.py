"""What coming and leaving at certain instants means: present, late, left early; said here alone."""

from datetime import datetime, timedelta
from typing import Any

from attendance import windows
from attendance.enums import AttendanceStatus
from attendance.models import Terms


def terms_of(offering: Any) -> Terms:
    """The rules of attendance of an offering; the defaults where nobody has set any."""
    found = getattr(offering, "attendance_terms", None)
    return found if found is not None else Terms(offering=offering)


def checks_out(session: Any) -> bool:
    """Whether people check out of a session: by its door, else by the rules of its offering."""
    door = getattr(session, "door", None)
    if door is not None and door.checks_out is not None:
        return bool(door.checks_out)
    return terms_of(session.offering).checks_out


def codes_shown_until(session: Any) -> datetime:
    """The last instant at which a screen shows codes: a while longer where people check out."""
    until = windows.codes_end_at(session)
    return until + windows.LEAVES_WITHIN if checks_out(session) else until


def late_from(session: Any) -> datetime:
    """The last instant that is in time."""
    return session.starts_at + timedelta(minutes=terms_of(session.offering).late_after)


def early_until(session: Any) -> datetime:
    """The last instant at which leaving is early."""
    return session.ends_at - timedelta(minutes=terms_of(session.offering).early_before)


def status_of(session: Any, in_at: datetime, out_at: datetime | None = None) -> AttendanceStatus:
    """What somebody is who came and, if it is known, left: leaving early outweighs coming late."""
    if out_at is not None and out_at < early_until(session):
        return AttendanceStatus.LEFT_EARLY
    return AttendanceStatus.LATE if in_at > late_from(session) else AttendanceStatus.PRESENT
