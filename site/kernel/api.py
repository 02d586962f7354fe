"""What every API router needs: rules, sign-in, problems, pages by cursor."""

import base64
import binascii
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import (
    ImproperlyConfigured,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth
from pydantic import Field

from kernel import problems
from kernel.bearer import Token
from kernel.idempotency import KeyReused
from kernel.problems import Problem, invalid
from kernel.rules import Rule, public

LANGUAGES = {"zh-hans": "zh-hans", "zh": "zh-hans", "en": "en"}
SAID = ("zh-hans", "en")  # of these: `zh` is taken, and not named
View = Callable[..., Any]
Language = Annotated[
    str,
    Field(description="Language of the texts: zh-hans or en."),
]


class ProblemError(Schema):
    """A part of the request that cannot be understood; `allowed`: what may stand there."""

    parameter: str
    detail: str
    allowed: list[str] = []


class ProblemDocument(Schema):
    """RFC 9457: why the request was refused; `errors` names each part that is meant (422)."""

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    errors: list[ProblemError] = []


class Person(SessionAuth):
    """The person of the site's own session; writing needs the form token (`X-CSRFToken`)."""

    def __call__(self, request: HttpRequest) -> Any:
        """The person; None when nobody has signed in; a Problem when the token is missing."""
        if not request.user.is_authenticated:
            return None
        try:
            return super().__call__(request)
        except HttpError:
            raise Problem(403, "stale_page") from None


class RuledRouter(Router):
    """A router that mounts no operation without a rule, and checks and documents the rule."""

    def add_api_operation(  # type: ignore[override]
        self, path: str, methods: list[str], view_func: View, **options: Any
    ) -> None:
        """Mount an operation that was decorated by `@states(rule)`."""
        rule: Rule | None = getattr(view_func, "rule", None)
        if rule is None:
            raise ImproperlyConfigured(f"{view_func.__qualname__} states no rule")
        options["auth"] = None if rule.anonymous else [Token(rule), Person()]
        options["openapi_extra"] = {"x-rule": rule.name} | (options.get("openapi_extra") or {})
        super().add_api_operation(path, methods, _checked(view_func, rule), **options)


def _checked(view: View, rule: Rule) -> View:
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rule.check(request.user)
        return view(request, *args, **kwargs)

    return run


class ProblemAPI(NinjaAPI):
    """An API whose document says of every refusal that it is a problem document."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Ninja's own, with RFC 9457's media type and what any operation may answer."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _document_problems(operation["responses"])
        return schema


def _document_problems(responses: dict[Any, Any]) -> None:
    reference = {"$ref": "#/components/schemas/ProblemDocument"}
    for status in (404, 405, 413, 422):  # an unknown id, method, size or parameter
        if status not in responses:
            responses[status] = {"description": HTTPStatus(status).phrase, "content": {}}
    for status, response in responses.items():
        if int(status) >= 400:
            response["content"] = {problems.CONTENT_TYPE: {"schema": reference}}


def explain(api: NinjaAPI) -> None:
    """Let every refusal of `api` be a problem document."""

    def handle(kind: type[Exception], problem_of: Callable[[Any], Problem]) -> None:
        api.add_exception_handler(
            kind, lambda request, error: problems.answer(request, problem_of(error))
        )

    handle(Problem, lambda error: error)
    handle(Http404, lambda _error: Problem(404, "not_found"))
    handle(PermissionDenied, _forbidden)
    for too_much in (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        handle(too_much, lambda _error: Problem(413, "too_large"))
    handle(KeyReused, lambda _error: Problem(422, "key_reused"))
    handle(AuthenticationError, lambda _error: Problem(401, "not_signed_in"))
    handle(HttpError, lambda error: Problem(error.status_code, _phrase(error), error.message))
    handle(ValidationError, _not_understood)


def _forbidden(error: PermissionDenied) -> Problem:
    who = getattr(error, "who_can_help", "")
    return Problem(403, "not_allowed", str(error), **({"who_can_help": str(who)} if who else {}))


def _phrase(error: HttpError) -> str:
    return HTTPStatus(error.status_code).name.lower()


def _not_understood(error: ValidationError) -> Problem:
    errors = [{"parameter": str(row["loc"][-1]), "detail": row["msg"]} for row in error.errors]
    return Problem(422, "invalid", errors=errors)


def at_the_door(view: View) -> View:
    """What holds for every address of the API: its language, and problems instead of pages.

    The door itself is open: each operation checks its own rule.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("lang", settings.LANGUAGE_CODE)
        with translation.override(LANGUAGES.get(asked, settings.LANGUAGE_CODE)):
            if asked not in LANGUAGES:
                return problems.answer(request, invalid("lang", ", ".join(SAID), SAID))
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                return problems.answer(request, Problem(404, "not_found"))
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                return _not_taken(request, response)
            return response

    run.rule = public  # type: ignore[attr-defined]
    return run


def _not_taken(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    refused = problems.answer(request, Problem(405, "method_not_allowed"))
    refused["Allow"] = response["Allow"]
    return refused


def cursor_of(*values: str) -> str:
    """An opaque text that says where a page ended."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def read_cursor(text: str, length: int) -> list[str]:
    """The `length` values of a cursor of ours; a Problem for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        values = None
    if (
        not isinstance(values, list)
        or len(values) != length
        or not all(isinstance(value, str) and _can_be_asked(value) for value in values)
    ):
        raise invalid("cursor", translation.gettext("This is not a cursor that we gave."))
    return values


def _can_be_asked(text: str) -> bool:
    """Whether a database takes the text: no NUL, no half of a surrogate pair."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
