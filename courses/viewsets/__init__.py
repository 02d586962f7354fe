"""The room's part of the back office: cohorts and their templates."""

from courses.viewsets.cohorts import CohortViewSet
from courses.viewsets.templates import TemplateViewSet

__all__ = ["CohortViewSet", "TemplateViewSet"]
