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
            Provider,
            Session,
            Speaker,
            TeachingPoint,
            Theme,
            Venue,
        )
        from events.personal import PROVIDER
        from events.tables import FAMILY
        from events.triggers import TRIGGERS
        from kernel import privacy, triggers
        from publishing.page_cache import follow_models
        from publishing.tabular.tables import register_family

        triggers.register(*TRIGGERS)
        privacy.register(PROVIDER)
        register_family(FAMILY)
        follow_models((EventKind, Offering, OpeningRule, Provider, Session, Speaker))
        follow_models((TeachingPoint, Theme, Venue))
