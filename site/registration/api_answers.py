"""Answers and companions as the API has them: typed JSON in, the page's own form as the judge."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, ValidationError

from events.models import Offering
from kernel.problems import Problem
from publishing.languages import text
from registration.answering import offered
from registration.companions import BETWEEN, COMPANION_NAMES, COMPANIONS
from registration.forms import AnswerForm
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionKind

MOST_ANSWERS, MOST_COMPANIONS = 100, 100
# JSON's own types; which one fits says the question's kind.
Given = str | bool | int | float | list[str] | None


class RegistrationBody(Schema):
    """Answers by the id of their question.

    `text`, `long_text`: a text; `number`: a number; `choice`: the code of an option; `several`: a
    list of codes; `date`: an ISO date; `consent`: true. null or nothing: no answer.
    """

    answers: dict[str, Given] = Field(default_factory=dict, max_length=MOST_ANSWERS)


class RegisterBody(RegistrationBody):
    """What comes with registering: answers, and who comes along.

    `companions`: how many, where the offering lets somebody bring any; `companion_names`: the name
    of each of them.
    """

    companions: int = Field(default=0, ge=0, le=MOST_COMPANIONS, strict=True)
    companion_names: list[str] = Field(default_factory=list, max_length=MOST_COMPANIONS)


def takes(body: type[RegistrationBody], *, required: bool) -> dict[str, Any]:
    """The request's body for the document of the API."""
    schema = body.model_json_schema()
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": required, "content": content}}


def body_of[Body: RegistrationBody](request: HttpRequest, kind: type[Body]) -> Body:
    """What a request brings; one without JSON brings nothing."""
    if request.content_type != "application/json" or not request.body:
        return kind()
    try:
        return kind.model_validate_json(request.body)
    except ValidationError as error:
        told: list[dict[str, str]] = [
            _error(".".join(str(part) for part in row["loc"]) or "body", row["msg"])
            for row in error.errors(include_url=False, include_input=False)
        ]
        raise Problem(422, "invalid", errors=told) from None


class OptionLine(Schema):
    """One thing to choose."""

    code: str
    label: str


class QuestionLine(Schema):
    """One question; with `shown_if` it is asked only after one of these answers."""

    id: str
    kind: QuestionKind
    label: str
    help: str
    required: bool
    options: list[OptionLine]
    shown_if: str | None
    shown_if_codes: list[str]


class QuestionList(Schema):
    """What an offering asks."""

    items: list[QuestionLine]


def asked_of(offering: Offering) -> list[Question]:
    """Its questions in order."""
    return list(Question.objects.asked().filter(offering=offering).select_related("shown_if"))


def question_line(question: Question) -> dict[str, Any]:
    """A question in the language asked for."""
    return {
        "id": question.public_id,
        "kind": question.kind,
        "label": text(question, "label"),
        "help": text(question, "help"),
        "required": question.required,
        "options": [{"code": code, "label": label} for code, label in offered(question)],
        "shown_if": question.shown_if.public_id if question.shown_if else None,
        "shown_if_codes": question.shown_if_codes,
    }


def read(
    questions: list[Question], body: RegistrationBody, *, person: Any, row: Registration | None
) -> AnswerForm:
    """The form, filled and judged; a Problem (422) that names each part it cannot understand.

    A question that must be answered and is missing, and more companions than one may bring, are
    left to the action, which refuses by name.
    """
    kept = {}
    if row is not None:
        kept = {answer.question_id: answer for answer in Answer.objects.filter(registration=row)}
    sent = {q.name: _as_sent(kept[q.pk].value) for q in questions if q.pk in kept}
    wrong = _send(questions, body.answers, sent)
    along = _along(body) if isinstance(body, RegisterBody) else {}
    most = MOST_COMPANIONS if along else 0
    form = AnswerForm(
        questions,
        sent | along,
        {},
        answers=kept,
        on_paper=False,
        companions_max=most,
        own_name=person.name,
    )
    wrong += _not_understood(form)
    if wrong:
        raise Problem(422, "invalid", errors=wrong)
    return form


def _send(
    questions: list[Question], given: dict[str, Any], sent: dict[str, Any]
) -> list[dict[str, str]]:
    """Put the answers given into `sent`; what is wrong with those of another type or question."""
    by_id = {question.public_id: question for question in questions}
    wrong = [_error(name, "unknown") for name in given if name not in by_id]
    for name, value in given.items():
        question = by_id.get(name)
        if question is not None and _fits(question, value):
            sent[question.name] = _as_sent(value)
        elif question is not None:
            wrong.append(_error(name, question.kind))
    return wrong


def _not_understood(form: AnswerForm) -> list[dict[str, str]]:
    """What the form says of values that were sent; of those that were not, the action speaks."""
    named = {question.name: question.public_id for question in form.questions}
    sent = {name for name in named if form.data.get(name) not in (None, "", [])}
    return [
        _error(named.get(name, name), str(error))
        for name, told in form.errors.items()
        for error in told
        if name not in named or name in sent
    ]


def _along(body: RegisterBody) -> dict[str, str]:
    """Who comes along as the form's fields have it; nothing where nobody does."""
    if not (body.companions or body.companion_names):
        return {}
    # In a list one name is one entry: a comma inside does not make two of it.
    names = (BETWEEN.sub(" ", name) for name in body.companion_names)
    return {COMPANIONS: str(body.companions), COMPANION_NAMES: "、".join(names)}


def _fits(question: Question, value: Any) -> bool:
    """Whether JSON's type is that of the kind; the form judges the rest."""
    if value is None:
        return True
    if question.kind == QuestionKind.SEVERAL:
        return isinstance(value, list)
    if question.kind == QuestionKind.CONSENT:
        return isinstance(value, bool)
    if isinstance(value, bool | list) or question.kind == QuestionKind.FILE:
        return False
    return isinstance(value, str) or question.kind == QuestionKind.NUMBER


def _as_sent(value: Any) -> Any:
    """A JSON value as a browser would send it."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, int | float | Decimal | date):
        return str(value)
    return "" if value is None or isinstance(value, dict) else value


def _error(question: str, detail: str) -> dict[str, str]:
    return {"parameter": question, "detail": detail}
