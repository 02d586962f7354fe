"""Attendance with its history, the pass, the door of a session, and desks that work offline."""

from attendance.models.desks import DeskMark, DeskToken
from attendance.models.door import Door
from attendance.models.marks import Attendance, AttendanceChange, Pass, new_serial

__all__ = [
    "Attendance",
    "AttendanceChange",
    "DeskMark",
    "DeskToken",
    "Door",
    "Pass",
    "new_serial",
]
