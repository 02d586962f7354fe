"""Attendance in the back office."""

from attendance.viewsets.leave import LeaveListing, LeaveViewSet
from attendance.viewsets.objections import AppealViewSet

__all__ = ["AppealViewSet", "LeaveListing", "LeaveViewSet"]
