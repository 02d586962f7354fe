"""What is answered while nothing counts attempts: no password is tried, nobody guesses freely."""

import logging
from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.problems import API, Problem, answer

logger = logging.getLogger(__name__)
NOT_NOW = _(
    "We cannot sign you in at the moment: what counts wrong passwords does not answer. It is not "
    "your doing. Try again in a few minutes; public pages can be read as usual."
)
AGAIN_AFTER = 120  # seconds
UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE


def uncounted(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 with when to try again: the form of sign-in as it was, a page, or a problem document."""
    logger.error("the cache that counts attempts does not answer", exc_info=error)
    response = _in_words(request)
    response.status_code = UNAVAILABLE
    response["Retry-After"] = str(AGAIN_AFTER)
    return response


def _in_words(request: HttpRequest) -> Any:
    if request.path_info.startswith(API):
        return answer(request, Problem(UNAVAILABLE, "uncounted"))
    if request.path_info != reverse("account_login") or request.user.is_authenticated:
        return render(request, "503.html")
    messages.error(request, NOT_NOW)
    typed = {"login": request.POST.get("login", "")}
    request.method = "GET"  # asked for anew, with what was typed
    return LoginView.as_view(initial=typed)(request)
