"""Records and pages of the room."""

from courses.models.categories import CourseCategory
from courses.models.cohorts import Cohort
from courses.models.pages import CourseIndexPage, CoursePage, CourseTopic

__all__ = ["Cohort", "CourseCategory", "CourseIndexPage", "CoursePage", "CourseTopic"]
