"""Registering and withdrawing through the API, by the person of the session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from ninja import Header, Query, Schema

from events.models import Offering
from events.saying import Named
from events.titles import with_titles
from kernel.api import Language, ProblemDocument, RuledRouter
from kernel.idempotency import Answer, answer_once
from kernel.outcomes import Result
from kernel.problems import CONTENT_TYPE, invalid, refusal
from kernel.rules import states
from publishing.languages import text
from registration import actions
from registration.actions.nomination import decline_nomination
from registration.api_answers import (
    QuestionList,
    RegisterBody,
    RegistrationBody,
    asked_of,
    body_of,
    question_line,
    read,
    takes,
)
from registration.enums import RegistrationOutcome, RegistrationState
from registration.liaison_forms import LONGEST_REASON
from registration.models import Registration
from registration.rules import open_offering, own_registration

router = RuledRouter(tags=["registration"])
KEY_LENGTH = 80
PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422), ProblemDocument)


class OutcomeDocument(Schema):
    """What an action ended in: its name and the sentence for the person."""

    outcome: str
    message: str
    state: str | None = None
    position: int | None = None


class RegistrationLine(Schema):
    """One registration of one's own; `position` is the place on the waiting list."""

    id: str
    offering: Named
    label: str
    state: str
    state_name: str
    position: int | None
    queued_at: datetime
    changed_at: datetime


class RegistrationList(Schema):
    """All registrations of a person, the latest asked for first."""

    items: list[RegistrationLine]


@router.post(
    "/offerings/{id}/registration",
    response={200: OutcomeDocument, **PROBLEMS},
    openapi_extra=takes(RegisterBody, required=False),
)
@states(own_registration)
def register(
    request: HttpRequest,
    id: str,  # noqa: A002
    key: str = Header("", alias="Idempotency-Key"),
    lang: Language = "zh-hans",
) -> HttpResponse:
    """Register yourself, with your answers and companions. A refusal is 409; a repetition is 200.

    What is asked stands at `GET /offerings/{id}/questions`. A question that must be answered with a
    file is answered on the offering's page.
    """
    offering, body = _offering(request, id), body_of(request, RegisterBody)

    def act(*, by: Any, offering: Offering) -> Result:
        asked = asked_of(offering)
        form, who = (
            read(asked, body, person=by, row=None),
            {"by": by, "offering": offering, "person": by},
        )
        if not asked:
            return actions.register(**who, **form.wishes())
        return actions.register_with_answers(**who, values=form.values(), **form.wishes())

    return _once(request, "registration.register", offering, key, act, said_in(body))


@router.put(
    "/offerings/{id}/registration/answers",
    response={200: OutcomeDocument, **PROBLEMS},
    openapi_extra=takes(RegistrationBody, required=True),
)
@states(own_registration)
def change_answers(
    request: HttpRequest,
    id: str,  # noqa: A002
    key: str = Header("", alias="Idempotency-Key"),
    lang: Language = "zh-hans",
) -> HttpResponse:
    """Change your answers until they are frozen. An answer that is left out stays as it is."""
    offering, body = _offering(request, id), body_of(request, RegistrationBody)

    def act(*, by: Any, offering: Offering) -> Result:
        row = Registration.objects.of(by).filter(offering=offering).first()
        if row is None:
            return Result(RegistrationOutcome.NOT_REGISTERED)
        values = read(asked_of(offering), body, person=by, row=row).values()
        return actions.answer(by=by, registration=row, values=values)

    return _once(request, "registration.answer", offering, key, act, said_in(body))


@router.get("/offerings/{id}/questions", response={200: QuestionList, 404: ProblemDocument})
@states(open_offering)
def questions(
    request: HttpRequest,
    id: str,  # noqa: A002
    lang: Language = "zh-hans",
) -> dict[str, Any]:
    """What is asked of those who register, in order."""
    return {"items": [question_line(row) for row in asked_of(_offering(request, id))]}


@router.delete("/offerings/{id}/registration", response={200: OutcomeDocument, **PROBLEMS})
@states(own_registration)
def withdraw(
    request: HttpRequest,
    id: str,  # noqa: A002
    key: str = Header("", alias="Idempotency-Key"),
    reason: str = Query("", max_length=LONGEST_REASON),
    lang: Language = "zh-hans",
) -> HttpResponse:
    """Give up your place, your position on the waiting list or your nomination.

    Whoever nominated you reads why: there `reason` has to be given.
    """

    def act(*, by: Any, offering: Offering) -> Result:
        row = Registration.objects.of(by).filter(offering=offering).first()
        if row is None:
            return Result(RegistrationOutcome.NOT_REGISTERED)
        if row.state == RegistrationState.NOMINATED:
            return decline_nomination(by=by, registration=row, reason=reason.replace("\0", ""))
        return actions.withdraw(by=by, registration=row)

    said = {"reason": reason} if reason else {}
    return _once(request, "registration.withdraw", _offering(request, id), key, act, said)


@router.get("/me/registrations", response={200: RegistrationList, 401: ProblemDocument})
@states(own_registration)
def my_registrations(request: HttpRequest, lang: Language = "zh-hans") -> dict[str, Any]:
    """What I ever registered for."""
    own = own_registration.visible(request.user).with_position()  # type: ignore[misc]
    rows = with_titles(own.select_related("offering"), "offering__page")
    return {"items": [_line(row) for row in rows.order_by("-queued_at", "-pk")]}


def _offering(request: HttpRequest, public_id: str) -> Offering:
    opened = open_offering.visible(request.user).select_related("page", "lead_unit")  # type: ignore[misc]
    return get_object_or_404(opened, public_id=public_id.replace("\0", ""))


def said_in(body: RegistrationBody) -> dict[str, Any]:
    """What is said, not how: nothing at all is the same as an empty list of answers."""
    return body.model_dump(exclude_defaults=True)


def _once(
    request: HttpRequest,
    operation: str,
    offering: Offering,
    key: str,
    act: Callable[..., Result],
    said: dict[str, Any],
) -> HttpResponse:
    """Act on an offering; the same key gets the same answer for 24 hours."""

    def write() -> Answer:
        return _answer(act(by=request.user, offering=offering))

    if not key:
        return _response(write())
    if len(key) > KEY_LENGTH or not key.isprintable():
        raise invalid("Idempotency-Key", f"1–{KEY_LENGTH}")
    owner = f"person:{request.user.public_id}"  # type: ignore[union-attr]
    asked = {"offering": offering.public_id} | said
    return _response(
        answer_once(owner=owner, operation=operation, key=key, body=asked, write=write)
    )


def _answer(result: Result) -> Answer:
    if not result.ok:
        return 409, refusal(result).document()
    document = {"outcome": result.outcome.code, "message": result.message}
    if isinstance(result.record, Registration):
        document["state"] = result.record.state
    if "position" in result.details:
        document["position"] = result.details["position"]
    return 200, document


def _response(answer: Answer) -> HttpResponse:
    status, document = answer
    kind = "application/json" if status == 200 else CONTENT_TYPE
    return JsonResponse(
        document, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False}
    )


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "offering": {"id": row.offering.public_id, "name": text(row, "page_title")},
        "label": text(row.offering, "label"),
        "state": row.state,
        "state_name": row.get_state_display(),
        "position": row.position,
        "queued_at": row.queued_at,
        "changed_at": row.changed_at,
    }
