"""What stands before every view: a second factor where a role needs one, and patience."""

from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kernel.problems import Problem, answer
from people.enums import Role
from people.rules import has_role

OPEN = ("/accounts/", "/en/accounts/", "/static/", "/uploads/", "/health/", "/i18n/", "/calendar/")
API = "/api/"  # a program follows no redirect to a page for people
ROLES = tuple(role for role in Role if role is not Role.MEMBER)


class SecondFactorMiddleware:
    """Where MFA is required, liaisons and above set it up before anything else, API included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let through, or send to the page that sets up a second factor."""
        if settings.MFA_REQUIRED and self._lacks_factor(request):
            sentence = _("Your role requires a second factor at sign-in. Please set one up.")
            if request.path_info.startswith(API):
                return answer(request, Problem(403, "not_allowed", sentence))
            messages.warning(request, sentence)
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        if request.path_info.startswith(OPEN) or not request.user.is_authenticated:
            return False
        return has_role(request.user, *ROLES) and not is_mfa_enabled(request.user)


class TooOftenMiddleware:
    """Answers 429 where allauth stops a code from being sent again at once; it would be a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says how long to wait."""
        if isinstance(exception, RateLimited):
            return render(request, "429.html", status=429)
        return None
