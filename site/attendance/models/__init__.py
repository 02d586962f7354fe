"""Attendance with its history, passes, doors, desks; what hours are counted by; closings."""

from attendance.models.credits import CreditStep, CreditTable, HoursTarget
from attendance.models.desks import DeskMark, DeskToken
from attendance.models.door import Door
from attendance.models.marks import Attendance, AttendanceChange, Pass, new_serial
from attendance.models.terms import Closing, Terms

__all__ = [
    "Attendance",
    "AttendanceChange",
    "Closing",
    "CreditStep",
    "CreditTable",
    "DeskMark",
    "DeskToken",
    "Door",
    "HoursTarget",
    "Pass",
    "Terms",
    "new_serial",
]
