"""What of a mark can be objected to, and until when."""

from datetime import datetime, timedelta
from typing import Any

from attendance.enums import AttendanceStatus
from attendance.integrity import remarks_on
from attendance.models import AbsenceTerms

OBJECTIONABLE = (
    AttendanceStatus.ABSENT,
    AttendanceStatus.UNEXCUSED,
    AttendanceStatus.LATE,
    AttendanceStatus.LEFT_EARLY,
)


def is_objectionable(attendance: Any) -> bool:
    """Whether a mark says something against somebody: its status, or a remark beside it."""
    return attendance.status in OBJECTIONABLE or bool(remarks_on(attendance))


def objectionable_until(attendance: Any, terms: AbsenceTerms) -> datetime:
    """The instant after which a mark stands."""
    return attendance.marked_at + timedelta(days=terms.appeal_days)
