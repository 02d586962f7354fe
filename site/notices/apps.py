"""The room's start."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registers the delivery, its part of the site's health, and what is held about persons."""

    name = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from kernel import exports, health, privacy, retention
        from notices import delivery, digests, forgotten, spreadsheets, words
        from notices.health import sender
        from notices.personal import PROVIDER

        assert delivery
        assert digests
        privacy.register(PROVIDER)
        retention.register(*forgotten.KINDS)
        health.register("mail", sender)
        exports.FOLLOWERS.append(spreadsheets.tell_made)
        post_migrate.connect(words.make_wordings, sender=self, dispatch_uid="notices.wordings")
