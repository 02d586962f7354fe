"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registers the delivery of notices and what the room holds about persons."""

    name = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from kernel import privacy
        from notices import delivery
        from notices.personal import PROVIDER

        assert delivery
        privacy.register(PROVIDER)
