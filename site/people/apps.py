"""The room's start, and Wagtail's user administration wearing our forms."""

import logging
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

logger = logging.getLogger(__name__)


def make_groups(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After the last room's migration, when every permission exists."""
    from people.groups import ensure_groups

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender is last:
        ensure_groups(using)


class PeopleConfig(AppConfig):
    """Registers what the room holds about persons."""

    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account.views import ConfirmEmailVerificationCodeView as AddressCode
        from django.views.generic import FormView

        from kernel import audit, bearer, privacy, retention
        from people import account_log, checks
        from people.bearer import person_of
        from people.personal import PROVIDER
        from people.retention import KINDS
        from people.rules import standing_of
        from people.tables import TABLES
        from publishing.tabular import tables

        assert checks
        account_log.follow()
        privacy.register(PROVIDER)
        audit.register_standing(standing_of)
        retention.register(*KINDS)
        tables.register(*TABLES)
        bearer.register(person_of)
        # allauth 65.21 calls it for a new address that cannot be right and has it for numbers only.
        AddressCode._change_form_invalid = FormView.form_invalid  # noqa: SLF001 (theirs)
        if settings.SESSION_COOKIE_SECURE and not settings.MFA_REQUIRED:
            # A web server runs no checks: the log of every start says it as well.
            logger.warning("MFA_REQUIRED is off: organisers sign in with a password alone")
        post_migrate.connect(make_groups, dispatch_uid="people.make_groups")


class WagtailUsers(WagtailUsersAppConfig):
    """Wagtail's users with family name, mobile number and our sign-in; changes are audited."""

    user_viewset = "people.viewsets.UserViewSet"
    group_viewset = "people.viewsets.AccessViewSet"
