"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EssaysConfig(AppConfig):
    """Lays the trigger that keeps revisions; says what the room holds about persons."""

    name = "essays"
    verbose_name = _("Essays")

    def ready(self) -> None:
        from essays import binding, comparing, forgotten
        from essays.personal import PROVIDER
        from essays.triggers import TRIGGERS
        from kernel import privacy, retention, triggers

        assert binding
        assert comparing
        triggers.register(*TRIGGERS)
        privacy.register(PROVIDER)
        retention.register(*forgotten.KINDS)
