"""A second factor for those whose role reaches beyond themselves."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people.enums import Role
from people.rules import has_role

OPEN = ("/accounts/", "/en/accounts/", "/static/", "/uploads/", "/health/", "/i18n/", "/calendar/")
ROLES = tuple(role for role in Role if role is not Role.MEMBER)


class SecondFactorMiddleware:
    """Where MFA is required, liaisons and above set it up before anything else, API included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let through, or send to the page that sets up a second factor."""
        if settings.MFA_REQUIRED and self._lacks_factor(request):
            messages.warning(
                request, _("Your role requires a second factor at sign-in. Please set one up.")
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        if request.path_info.startswith(OPEN) or not request.user.is_authenticated:
            return False
        return has_role(request.user, *ROLES) and not is_mfa_enabled(request.user)
