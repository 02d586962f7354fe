"""Records and pages of the room."""

from courses.models.categories import CourseCategory
from courses.models.cohorts import Cohort
from courses.models.pages import CourseIndexPage, CoursePage, CourseTopic
from courses.models.timetables import DraftSession, Timetable, TimetableStep, TimetableVersion

__all__ = [
    "Cohort",
    "CourseCategory",
    "CourseIndexPage",
    "CoursePage",
    "CourseTopic",
    "DraftSession",
    "Timetable",
    "TimetableStep",
    "TimetableVersion",
]
