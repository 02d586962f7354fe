"""Each status as one sign beside its word: in a matrix there is room for a sign, not for colour."""

from typing import Any

from attendance.enums import AttendanceStatus

SIGNS: dict[str, str] = {
    AttendanceStatus.PRESENT: "√",
    AttendanceStatus.LATE: "△",
    AttendanceStatus.LEFT_EARLY: "▽",
    AttendanceStatus.ON_LEAVE: "○",
    AttendanceStatus.MADE_UP: "◇",
    AttendanceStatus.EXEMPT: "–",
    AttendanceStatus.ABSENT: "×",
    AttendanceStatus.UNEXCUSED: "■",
    AttendanceStatus.UNRECORDED: "·",
}


def legend() -> list[tuple[str, str, Any]]:
    """Status, sign and word of each, in the order in which they are explained."""
    return [(status, sign, AttendanceStatus(status).label) for status, sign in SIGNS.items()]
