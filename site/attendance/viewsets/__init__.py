"""The room's screens in the back office."""

from attendance.viewsets.credits import CreditOverview, TableEdit, TargetsEdit
from attendance.viewsets.guests import GuestViewSet
from attendance.viewsets.hours import HoursViewSet
from attendance.viewsets.leave import LeaveListing, LeaveViewSet
from attendance.viewsets.notable import RemarksList
from attendance.viewsets.objections import AppealViewSet
from attendance.viewsets.screens import AttendanceViewSet
from attendance.viewsets.sites import SitePeople, SitesEdit
from attendance.viewsets.terms import TermsEdit

__all__ = [
    "AppealViewSet",
    "AttendanceViewSet",
    "CreditOverview",
    "GuestViewSet",
    "HoursViewSet",
    "LeaveListing",
    "LeaveViewSet",
    "RemarksList",
    "SitePeople",
    "SitesEdit",
    "TableEdit",
    "TargetsEdit",
    "TermsEdit",
]
