"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    """Registers what the room holds, and how long, whose desks there are, and its warnings."""

    name = "attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from attendance import guest_followers
        from attendance.bearer import holder_of
        from attendance.cautions import leave_not_cleared
        from attendance.finished import finished_by
        from attendance.forgotten import KINDS
        from attendance.ladder import looks_after
        from attendance.leave_followers import register_followers
        from attendance.passwords import follow
        from attendance.personal import PROVIDER
        from attendance.queries import with_sites
        from attendance.remote import expected_sites
        from attendance.tables import FAMILY
        from kernel import bearer, privacy, retention
        from publishing.tabular import tables
        from registration import above
        from registration.cautions import warn_by

        follow()
        register_followers()
        guest_followers.register_followers()
        privacy.register(PROVIDER)
        tables.register_family(FAMILY)
        bearer.register(holder_of)
        retention.register(*KINDS)
        warn_by("attendance.leave", leave_not_cleared)
        above.finished_says(finished_by)
        above.looked_after_says(looks_after)
        above.sites_say(with_sites, expected_sites)
