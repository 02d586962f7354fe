"""The room's start, and Wagtail's user administration wearing our forms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    """Registers what the room holds about persons."""

    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from kernel import privacy
        from people.personal import PROVIDER

        privacy.register(PROVIDER)


class WagtailUsers(WagtailUsersAppConfig):
    """Wagtail's users with family name, mobile number and our sign-in."""

    user_viewset = "people.viewsets.UserViewSet"
