"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers who copies a person's data, the log that editors see, and warns of hours met."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from kernel import audit
        from portal import approving, handout, page_history
        from portal.cautions import hours_met
        from registration.cautions import warn_by

        assert handout
        audit.register_witness(page_history.tell_page)
        warn_by("portal.hours", hours_met)
        approving.connect()
