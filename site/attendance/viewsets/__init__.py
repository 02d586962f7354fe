"""Attendance in the back office: overview, matrix, one person, files and papers."""

from attendance.viewsets.screens import AttendanceViewSet

__all__ = ["AttendanceViewSet"]
