"""Screens of a cohort's timetable in the back office."""

from courses.views.editor import TimetableEditor
from courses.views.publish import TimetablePublish
from courses.views.slot import SlotEdit
from courses.views.versions import TimetableVersions

__all__ = ["SlotEdit", "TimetableEditor", "TimetablePublish", "TimetableVersions"]
