"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Registers what the room holds about persons."""

    name = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        from kernel import privacy
        from media import personal

        privacy.register(personal.PROVIDER)
