"""Attendance with its history, leave, passes, doors, desks; what hours are counted by; closings."""

from attendance.models.absence import AbsenceTerms, LeaveRequest, LeaveStep, terms_of
from attendance.models.appeals import Appeal
from attendance.models.credits import CreditStep, CreditTable, HoursTarget
from attendance.models.desks import LONGEST_STOP, DeskMark, DeskToken, point_of
from attendance.models.door import Door
from attendance.models.makeup import MakeUp
from attendance.models.marks import Attendance, AttendanceChange, Pass, new_serial
from attendance.models.sites import RemoteSite, SiteChoice
from attendance.models.terms import Closing, Terms

__all__ = [
    "LONGEST_STOP",
    "AbsenceTerms",
    "Appeal",
    "Attendance",
    "AttendanceChange",
    "Closing",
    "CreditStep",
    "CreditTable",
    "DeskMark",
    "DeskToken",
    "Door",
    "HoursTarget",
    "LeaveRequest",
    "LeaveStep",
    "MakeUp",
    "Pass",
    "RemoteSite",
    "SiteChoice",
    "Terms",
    "new_serial",
    "point_of",
    "terms_of",
]
