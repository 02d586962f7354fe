"""Attendance with its history, leave, the pass, the door of a session, desks that work offline."""

from attendance.models.absence import AbsenceTerms, LeaveRequest, LeaveStep, terms_of
from attendance.models.appeals import Appeal
from attendance.models.desks import DeskMark, DeskToken
from attendance.models.door import Door
from attendance.models.makeup import MakeUp
from attendance.models.marks import Attendance, AttendanceChange, Pass, new_serial

__all__ = [
    "AbsenceTerms",
    "Appeal",
    "Attendance",
    "AttendanceChange",
    "DeskMark",
    "DeskToken",
    "Door",
    "LeaveRequest",
    "LeaveStep",
    "MakeUp",
    "Pass",
    "new_serial",
    "terms_of",
]
