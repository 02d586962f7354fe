"""What leave does to the marks of a person, told from their history alone.

A mark made by leave is no correction by hand: whoever comes all the same is marked, and that wins.
What stands when nobody was seen follows the leave that covers the session now.
"""

from collections.abc import Iterable
from typing import Any

from attendance.enums import AttendanceStatus, Method

# What leave replaces; everything else says more than an excuse.
GIVES_WAY = (AttendanceStatus.UNRECORDED, AttendanceStatus.ABSENT, AttendanceStatus.UNEXCUSED)


def status_before(changes: Iterable[Any]) -> str | None:
    """What stood before leave made the mark, from its history, the oldest change first.

    None where no leave made it: somebody called the person on leave by hand, and that stays.
    """
    before = None
    for change in changes:
        if change.to_status != AttendanceStatus.ON_LEAVE:
            continue
        if change.method == Method.ROLL_CALL:
            before = None
        elif change.method == Method.LEAVE and change.from_status != AttendanceStatus.ON_LEAVE:
            before = change.from_status or AttendanceStatus.UNRECORDED
    return before


def unseen(attendance: Any, status: str, changes: Iterable[Any]) -> str:
    """What is to be said of a person who is not marked as seen, where history says `status`.

    Leave may have been approved, or have ended, while a mark of the door stood above it.
    """
    if attendance.leave_id is not None:
        return AttendanceStatus.ON_LEAVE if status in GIVES_WAY else status
    if status == AttendanceStatus.ON_LEAVE:
        return status_before(changes) or status
    return status
