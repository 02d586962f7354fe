"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Whatever an editor publishes is seen on the next load."""

    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from kernel import privacy
        from publishing import page_cache, personal, search

        privacy.register(personal.PROVIDER)
        page_cache.follow_pages()
        search.follow_pages()
