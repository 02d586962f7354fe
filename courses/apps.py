"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses."""

    name = "courses"
    verbose_name = _("Courses")
