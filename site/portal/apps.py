"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers who makes the copies of a person's data, and the log that editors see."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from kernel import audit
        from portal import handout, page_history

        assert handout
        audit.register_witness(page_history.tell_page)
