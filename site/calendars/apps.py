"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """Registers what the room holds about persons, its triggers, what goes along with mails."""

    name = "calendars"
    verbose_name = _("Calendars")

    def ready(self) -> None:
        from calendars import invitations
        from calendars.personal import PROVIDER
        from calendars.revising import TRIGGERS_OF_REVISIONS
        from calendars.triggers import TRIGGERS, TRIGGERS_OF_ACCOUNTS
        from kernel import privacy, triggers
        from notices import enclosures

        privacy.register(PROVIDER)
        enclosures.encloses("calendars", invitations.enclosed_with)
        triggers.register(*TRIGGERS, *TRIGGERS_OF_ACCOUNTS, *TRIGGERS_OF_REVISIONS)
