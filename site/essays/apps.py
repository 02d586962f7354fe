"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EssaysConfig(AppConfig):
    """Essays."""

    name = "essays"
    verbose_name = _("Essays")
