"""Attendance in the back office."""

from attendance.viewsets.guests import GuestViewSet
from attendance.viewsets.leave import LeaveListing, LeaveViewSet
from attendance.viewsets.objections import AppealViewSet

__all__ = ["AppealViewSet", "GuestViewSet", "LeaveListing", "LeaveViewSet"]
