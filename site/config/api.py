"""The JSON API, version 1: one router per room, every refusal a problem document."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from attendance.api import router as desks
from events.api import router as offerings
from kernel.api import ProblemAPI, at_the_door, explain
from registration.api import router as registrations

api = ProblemAPI(
    title="Yanxi 研习",
    version="1",
    urls_namespace="api",
    description=(
        "Courses, visits, salons and lectures, and registering for them. Texts come in Chinese or, "
        "with `?lang=en`, in English. Refusals are problem documents (RFC 9457) whose `type` ends "
        "in the name of the outcome. Personal operations take a token of `/me/tokens/` as "
        "`Authorization: Bearer`, 240 times a minute, or the site's session, with its form token "
        "where something is written; a check-in desk takes the token of its device. An "
        "`Idempotency-Key` makes repeating safe for 24 hours."
    ),
)
explain(api)
api.add_router("", offerings)
api.add_router("", registrations)
api.add_router("", desks)


def nothing_here(request: HttpRequest, rest: str = "") -> Any:
    """An address that the API does not have."""
    raise Http404


patterns: list[Any] = [*api.urls[0], re_path(r"^(?P<rest>.*)$", nothing_here)]
for pattern in patterns:
    view = pattern.callback
    assert view is not None
    if pattern.name in ("openapi-json", "openapi-view"):
        view = require_safe(view)  # ninja answers any method there
    pattern.callback = at_the_door(view)
urlpatterns = [path("api/v1/", include((patterns, "ninja"), namespace="api"))]
