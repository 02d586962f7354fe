"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Lays the triggers that keep capacity and what is held once."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events.models import (
            EventKind,
            Offering,
            OpeningException,
            OpeningRule,
            Provider,
            Route,
            Session,
            Speaker,
            SpeakerTeam,
            TeachingPoint,
            Theme,
            Venue,
        )
        from events.personal import PROVIDER
        from events.tables import FAMILY, STOPS
        from events.triggers import TRIGGERS
        from kernel import privacy, triggers
        from publishing.page_cache import follow_models
        from publishing.tabular import tables

        triggers.register(*TRIGGERS)
        privacy.register(PROVIDER)
        tables.register(STOPS)
        tables.register_family(FAMILY)
        places = (OpeningException, OpeningRule, Route, TeachingPoint, Venue)
        follow_models(
            (EventKind, Offering, Provider, Session, Speaker, SpeakerTeam, Theme, *places)
        )
