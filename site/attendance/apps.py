"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    """Registers what the room holds about persons."""

    name = "attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from attendance.personal import PROVIDER
        from kernel import privacy

        privacy.register(PROVIDER)
