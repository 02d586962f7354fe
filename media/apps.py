"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures and documents."""

    name = "media"
    verbose_name = _("Media")
