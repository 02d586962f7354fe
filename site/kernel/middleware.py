"""Deny by default: a view of ours that states no rule is refused, whatever it would have done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kernel.origins import page_before
from kernel.rules import Forbidden, Rule

# Views of libraries have rules of their own: Wagtail's permissions, allauth's flows, ninja's auth.
LIBRARIES = ("wagtail.", "allauth.", "django.", "ninja.", "modelsearch.", "whitenoise.")
NOT_SENT = _(
    "You were no longer signed in, so nothing was sent. Sign in, then fill it in and send it again."
)


def _is_page(request: HttpRequest) -> bool:
    """Whether a person waits for a page: a script that saves in the background says itself."""
    return request.headers.get("Sec-Fetch-Dest", "document") == "document"


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule a view states, on itself or on its class."""
    return getattr(view, "rule", None) or getattr(getattr(view, "view_class", None), "rule", None)


def belongs_to_library(view: Callable[..., Any]) -> bool:
    """Whether the view's code is a library's, not a room's."""
    owner = getattr(view, "view_class", view)
    return getattr(owner, "__module__", "").startswith(LIBRARIES)


class NotTakenMiddleware:
    """Says in words that an address takes no such request, where a browser would show its own page.

    An address that only takes forms is opened by hand, from a history or after signing in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an empty 405 becomes a page."""
        response = self.get_response(request)
        if response.status_code != 405 or response.content or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


class DenyByDefaultMiddleware:
    """Refuses views without a rule; sends the anonymous to sign in where a rule needs a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Decide before the view runs; who is refused may get the answer the view keeps for it."""
        rule = rule_of(view)
        if rule is None:
            # A back-office viewset of a room stands behind Wagtail's own permission decorators.
            if belongs_to_library(view) or request.path_info.startswith("/admin/"):
                return None
            raise ImproperlyConfigured(f"{view!r} states no rule")
        if not rule.anonymous and not request.user.is_authenticated:
            if request.method == "POST" and _is_page(request):
                messages.warning(request, NOT_SENT)
                return redirect_to_login(page_before(request))  # an address may take forms alone
            return redirect_to_login(request.get_full_path())
        try:
            rule.check(request.user)
        except Forbidden as refused:
            if (answer := getattr(view, "refused", None)) is None:
                raise
            return answer(request, refused)
        return None
