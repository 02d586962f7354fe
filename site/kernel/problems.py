"""Problem documents (RFC 9457): how the API says no, with a stable type for every reason."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Result

API = "/api/"
TYPES = f"{API}v1/problems/"
CONTENT_TYPE = "application/problem+json"
TITLES: dict[str, str | Promise] = {
    "desk_token_needed": _("Only a device that took this roster along may ask this."),
    "invalid": _("Something in the request cannot be understood."),
    "key_reused": _("This idempotency key was used before with another request."),
    "method_not_allowed": _("This address does not take such a request."),
    "not_allowed": _("Your account may not do this."),
    "not_found": _("There is nothing at this address."),
    "not_signed_in": _("Please sign in first."),
    "stale_page": _("The request lacks the site's form token, or the token has expired."),
    "uncounted": _("What counts requests does not answer. Try again in a few minutes."),
    "unknown_roster": _("These marks were not noted on a roster that we gave to this device."),
    "token_too_narrow": _("This token may only read. Make one that may register."),
    "token_unknown": _("This token is unknown, has run out or was revoked. Make a new one."),
    "too_often": _("This token is used too often. Wait a minute."),
    "too_large": _("The request is larger than this address takes."),
}

# What RFC 6750 and RFC 6585 ask for beside the document.
HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}}


class Problem(Exception):
    """A refusal that becomes a problem document; `extra` adds members, e.g. `errors`."""

    def __init__(self, status: int, name: str, detail: str | Promise = "", **extra: Any) -> None:
        super().__init__(name)
        self.status = status
        self.name = name
        self.detail = detail
        self.extra = extra

    def document(self) -> dict[str, Any]:
        """The members of the document, in the active language."""
        title = TITLES.get(self.name) or HTTPStatus(self.status).phrase
        detail = {"detail": str(self.detail)} if self.detail else {}
        return {
            "type": f"{TYPES}{self.name}",
            "title": str(title),
            "status": self.status,
            **detail,
            **self.extra,
        }


def invalid(parameter: str, detail: str | Promise, allowed: Iterable[str] = ()) -> Problem:
    """One parameter that cannot be understood: 422; `allowed` is what could stand there."""
    error: dict[str, Any] = {"parameter": parameter, "detail": str(detail)}
    if values := list(allowed):
        error["allowed"] = values
    return Problem(422, "invalid", errors=[error])


def refusal(result: Result) -> Problem:
    """A refused action: 409, named after its outcome."""
    return Problem(409, result.outcome.code, result.message, outcome=result.outcome.code)


def answer(request: HttpRequest, problem: Problem) -> JsonResponse:
    """The response to a problem."""
    document = problem.document() | {"instance": request.path}
    return JsonResponse(
        document,
        status=problem.status,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
        headers=HEADERS.get(problem.status),
    )
