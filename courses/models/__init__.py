"""Records and pages of the room."""

from courses.models.categories import CourseCategory
from courses.models.cohorts import Cohort
from courses.models.pages import CourseIndexPage, CoursePage, CourseTopic
from courses.models.templates import CohortTemplate, TemplateSlot
from courses.models.timetables import DraftSession, Timetable, TimetableStep, TimetableVersion

__all__ = [
    "Cohort",
    "CohortTemplate",
    "CourseCategory",
    "CourseIndexPage",
    "CoursePage",
    "CourseTopic",
    "DraftSession",
    "TemplateSlot",
    "Timetable",
    "TimetableStep",
    "TimetableVersion",
]
