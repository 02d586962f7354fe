"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Whatever an editor publishes is seen on the next load."""

    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from kernel import privacy, retention
        from publishing import left_empty, page_cache, personal, search
        from publishing.backoffice.choices import name_choices_of_wagtail
        from publishing.tabular import retention as forgotten

        privacy.register(personal.PROVIDER)
        retention.register(*forgotten.KINDS)
        page_cache.follow_pages()
        search.follow_pages()
        name_choices_of_wagtail()
        left_empty.say_how()
