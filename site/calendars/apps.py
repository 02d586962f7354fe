"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """Registers what the room holds about persons."""

    name = "calendars"
    verbose_name = _("Calendars")

    def ready(self) -> None:
        from calendars.personal import PROVIDER
        from calendars.triggers import TRIGGERS
        from kernel import privacy, triggers

        privacy.register(PROVIDER)
        triggers.register(*TRIGGERS)
