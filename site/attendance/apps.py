"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    """Registers what the room holds about persons and warns liaisons of."""

    name = "attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from attendance.cautions import leave_not_cleared
        from attendance.personal import PROVIDER
        from kernel import privacy
        from registration.cautions import warn_by

        privacy.register(PROVIDER)
        warn_by("attendance.leave", leave_not_cleared)
