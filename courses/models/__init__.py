"""Records and pages of the room."""

from courses.models.categories import CourseCategory
from courses.models.cohorts import Cohort
from courses.models.pages import CourseIndexPage, CoursePage, CourseTopic
from courses.models.templates import CohortTemplate, TemplateSlot

__all__ = [
    "Cohort",
    "CohortTemplate",
    "CourseCategory",
    "CourseIndexPage",
    "CoursePage",
    "CourseTopic",
    "TemplateSlot",
]
