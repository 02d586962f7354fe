"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """Calendars."""

    name = "calendars"
    verbose_name = _("Calendars")
