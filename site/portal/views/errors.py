"""Error pages that say what happened and what to do next."""

from collections.abc import Callable

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kernel.origins import page_before
from portal.translations import in_main_language

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def reference() -> str:
    """The request's id in the log, for the reader to quote."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:8]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where the post was larger than the site takes."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", {"request_id": reference()}, status=413)
    return render(request, "400.html", {"request_id": reference()}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the rule's sentence and who can help."""
    context = {
        "reason": getattr(exception, "reason", ""),
        "who_can_help": getattr(exception, "who_can_help", ""),
        "request_id": reference(),
    }
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with a search field, or with the page in Chinese where it has no translation."""
    context = {"request_id": reference(), "original": in_main_language(request)}
    return render(request, "404.html", context, status=404)


class OwnNotFoundMiddleware:
    """Answers a wrong address of the demo as a real site, where Django would list all addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what no view is for has another answer."""
        response = self.get_response(request)
        is_nowhere = response.status_code == 404 and request.resolver_match is None
        return not_found(request) if is_nowhere else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a view does not find."""
        return not_found(request, exception) if isinstance(exception, Http404) else None


def broken(request: HttpRequest) -> HttpResponse:
    """500: rendered without the request, since anything may be what broke."""
    return HttpResponse(render_to_string("500.html", {"request_id": reference()}), status=500)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection had expired: nothing was lost, reload and send again."""
    context = {"request_id": reference(), "before": page_before(request)}
    return render(request, "403_csrf.html", context, status=403)
