"""A clear answer to a post that is larger than the site takes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

# Read, and thrown away, so that the browser comes to reading the answer instead of a broken line.
DRAINED = 64 * 1024 * 1024
PIECE = 64 * 1024


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person's navigation."""
    return request.headers.get("Accept", "") == "application/json"


def answers_too_long(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 413 with a sentence when the body exceeds DATA_UPLOAD_MAX_MEMORY_SIZE.

    The check of the form's token reads the body first of all, in middleware, where no view can
    answer; so the middleware's check is put off and made here, around the view.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return protected(request, *args, **kwargs)
        except RequestDataTooBig:
            _drain(request)
            return _too_long(request)

    return run


def _drain(request: HttpRequest) -> None:
    left = DRAINED
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)


def _too_long(request: HttpRequest) -> HttpResponse:
    megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
    message = gettext(
        "This text is too long to be saved: more than %(megabytes)s MB. What was saved before is "
        "unchanged."
    ) % {"megabytes": megabytes}
    if wants_json(request):
        return JsonResponse({"outcome": "too_large", "message": message}, status=413)
    return render(
        request,
        "essays/too_large.html",
        {"message": message, "back": request.path},
        status=413,
    )
