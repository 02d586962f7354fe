"""The room's screens in the back office."""

from attendance.viewsets.credits import CreditOverview, TableEdit, TargetsEdit
from attendance.viewsets.hours import HoursViewSet
from attendance.viewsets.notable import RemarksList
from attendance.viewsets.screens import AttendanceViewSet
from attendance.viewsets.terms import TermsEdit

__all__ = [
    "AttendanceViewSet",
    "CreditOverview",
    "HoursViewSet",
    "RemarksList",
    "TableEdit",
    "TargetsEdit",
    "TermsEdit",
]
