"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Lays the trigger that turns postings into capacity."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events.models import (
            EventKind,
            Offering,
            OpeningRule,
            Session,
            Speaker,
            TeachingPoint,
            Venue,
        )
        from events.personal import PROVIDER
        from events.tables import STOPS
        from events.triggers import TRIGGERS
        from kernel import privacy, triggers
        from publishing.page_cache import follow_models
        from publishing.tabular import tables

        triggers.register(*TRIGGERS)
        privacy.register(PROVIDER)
        tables.register(STOPS)
        follow_models((EventKind, Offering, OpeningRule, Session, Speaker, TeachingPoint, Venue))
