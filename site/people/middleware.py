"""What stands before every view: a language, a second factor where a role needs one, patience."""

import logging
from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy
from redis.exceptions import RedisError
from requests import RequestException

from kernel.problems import API, Problem, answer
from people import second_factor
from people.sms import SmsFailed
from people.uncounted import uncounted

OPEN = ("/accounts/", "/en/accounts/", "/static/", "/uploads/", "/health/", "/i18n/", "/calendar/")
LOGIN = "account_login"
NOT_SENT = gettext_lazy(
    "The text message could not be sent just now. Try again in a few minutes, or sign in with your "
    "password or e-mail address."
)

SINGLE_SIGN_ON = "/accounts/oidc/"
NO_ANSWER = gettext_lazy(
    "The single sign-on does not answer just now. Try again in a few minutes, or sign in here."
)
logger = logging.getLogger(__name__)


class SecondFactorMiddleware:
    """Where MFA is required, liaisons and above set it up before anything else, API included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let through, or send to the page that sets up a second factor."""
        if not request.path_info.startswith(OPEN) and second_factor.is_missing(request.user):
            if request.path_info.startswith(API):  # a program follows no redirect to a page
                return answer(request, Problem(403, "not_allowed", second_factor.SENTENCE))
            messages.warning(request, second_factor.SENTENCE)
            return redirect("mfa_index")
        return self.get_response(request)


class LanguageMiddleware:
    """The back office, whose addresses name no language, speaks that of the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """What was once chosen in Wagtail itself goes before it there, until it is changed."""
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            translation.activate(request.user.language)
        return self.get_response(request)


class CodesMiddleware:
    """Answers in words where allauth would break.

    A code asked for too often, a text message that did not leave, a single sign-on that is away,
    nothing that counts attempts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says how long to wait, or the one to start from again."""
        if isinstance(exception, RateLimited):
            return render(request, "429.html", status=429)
        if isinstance(exception, RedisError):
            return uncounted(request, exception)
        if isinstance(exception, SmsFailed):
            messages.error(request, NOT_SENT)
            return redirect("account_change_phone" if request.user.is_authenticated else LOGIN)
        if isinstance(exception, RequestException) and SINGLE_SIGN_ON in request.path_info:
            logger.error("the single sign-on does not answer", exc_info=exception)
            messages.error(request, NO_ANSWER)
            return redirect(LOGIN)
        return None
