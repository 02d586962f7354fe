"""Registering and withdrawing through the API, by the person of the session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from ninja import Header, Schema

from events.models import Offering
from events.saying import Named, text
from events.titles import with_titles
from kernel.api import Language, ProblemDocument, RuledRouter
from kernel.idempotency import Answer, answer_once
from kernel.outcomes import Result
from kernel.problems import CONTENT_TYPE, invalid, refusal
from kernel.rules import states
from registration import actions
from registration.enums import RegistrationOutcome
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


@router.post("/offerings/{id}/registration", response={200: OutcomeDocument, **PROBLEMS})
@states(own_registration)
def register(
    request: HttpRequest,
    id: str,  # noqa: A002
    key: str = Header("", alias="Idempotency-Key"),
    lang: Language = "zh-hans",
) -> HttpResponse:
    """Register yourself. A refusal is 409; a repetition that changes nothing is 200."""
    return _once(request, "registration.register", id, key, actions.register, person=request.user)


@router.delete("/offerings/{id}/registration", response={200: OutcomeDocument, **PROBLEMS})
@states(own_registration)
def withdraw(
    request: HttpRequest,
    id: str,  # noqa: A002
    key: str = Header("", alias="Idempotency-Key"),
    lang: Language = "zh-hans",
) -> HttpResponse:
    """Give up your place or your position on the waiting list."""
    return _once(request, "registration.withdraw", id, key, _withdraw)


@router.get("/me/registrations", response={200: RegistrationList, 401: ProblemDocument})
@states(own_registration)
def my_registrations(request: HttpRequest, lang: Language = "zh-hans") -> dict[str, Any]:
    """What I ever registered for."""
    own = own_registration.visible(request.user).with_position()  # type: ignore[misc]
    rows = with_titles(own.select_related("offering"), "offering__page")
    return {"items": [_line(row) for row in rows.order_by("-queued_at", "-pk")]}


def _once(
    request: HttpRequest,
    operation: str,
    public_id: str,
    key: str,
    act: Callable[..., Result],
    **details: Any,
) -> HttpResponse:
    """Act on an offering the person may see; the same key gets the same answer for 24 hours."""
    opened = open_offering.visible(request.user).select_related("page", "lead_unit")  # type: ignore[misc]
    offering = get_object_or_404(opened, public_id=public_id.replace("\0", ""))

    def write() -> Answer:
        return _answer(act(by=request.user, offering=offering, **details))

    if not key:
        return _response(write())
    if len(key) > KEY_LENGTH or not key.isprintable():
        raise invalid("Idempotency-Key", f"1–{KEY_LENGTH}")
    owner = f"person:{request.user.public_id}"  # type: ignore[union-attr]
    body = {"offering": offering.public_id}
    return _response(answer_once(owner=owner, operation=operation, key=key, body=body, write=write))


def _withdraw(*, by: Any, offering: Offering) -> Result:
    row = (
        Registration.objects.filter(offering=offering, person=by).select_related("offering").first()
    )
    if row is None:
        return Result(RegistrationOutcome.NOT_REGISTERED)
    return actions.withdraw(by=by, registration=row)


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
