"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    """Lays the seat triggers and follows changes of offerings."""

    name = "registration"
    verbose_name = _("Registration")

    def ready(self) -> None:
        from kernel import privacy, retention, triggers
        from notices.lateness import passes
        from notices.rules import answers_for
        from publishing.tabular import tables
        from registration import cautions, forgotten, lateness
        from registration.followers import register_followers
        from registration.personal import PROVIDER
        from registration.rules import topics_followed
        from registration.tables import REGISTRATIONS
        from registration.taking_part_twice import register_counting
        from registration.triggers import TRIGGERS

        triggers.register(*TRIGGERS)
        privacy.register(PROVIDER)
        retention.register(*forgotten.KINDS)
        tables.register(REGISTRATIONS)
        register_followers()
        answers_for("registration", topics_followed)
        passes("registration", lateness.has_passed)
        cautions.register_own()
        register_counting()
