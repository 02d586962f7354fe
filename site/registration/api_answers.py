"""Questions and answers as the API has them: typed JSON in, the page's own form as the judge."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, ValidationError

from events.models import Offering
from events.saying import text
from kernel.problems import Problem
from registration.answering import offered
from registration.forms import AnswerForm
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionKind

MOST_ANSWERS = 100
# JSON's own types; which one fits says the question's kind.
Given = str | bool | int | float | list[str] | None


class RegistrationBody(Schema):
    """Answers by the id of their question.

    `text`, `long_text`: a text; `number`: a number; `choice`: the code of an option; `several`: a
    list of codes; `date`: an ISO date; `consent`: true. null or nothing: no answer.
    """

    answers: dict[str, Given] = Field(default_factory=dict, max_length=MOST_ANSWERS)


def takes_answers(*, required: bool) -> dict[str, Any]:
    """The request's body for the document of the API."""
    schema = RegistrationBody.model_json_schema()
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": required, "content": content}}


def answers_of(request: HttpRequest) -> dict[str, Any]:
    """The answers of a request's body; a request without JSON brings none."""
    if request.content_type != "application/json" or not request.body:
        return {}
    try:
        return RegistrationBody.model_validate_json(request.body).answers
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


def read_answers(
    questions: list[Question], given: dict[str, Any], *, row: Registration | None
) -> dict[Question, Any]:
    """Answers as they are kept; a Problem (422) that names each question it cannot understand.

    One that must be answered and is missing is left to the action, which refuses by name.
    """
    kept = {}
    if row is not None:
        kept = {answer.question_id: answer for answer in Answer.objects.filter(registration=row)}
    by_id = {question.public_id: question for question in questions}
    wrong = [_error(name, "unknown") for name in given if name not in by_id]
    sent = {q.name: _as_sent(kept[q.pk].value) for q in questions if q.pk in kept}
    for name, value in given.items():
        question = by_id.get(name)
        if question is not None and _fits(question, value):
            sent[question.name] = _as_sent(value)
        elif question is not None:
            wrong.append(_error(name, question.kind))
    form = AnswerForm(questions, sent, {}, answers=kept, on_paper=False)
    form.is_valid()
    for question in questions:
        told: list[Any] = list(form.errors.get(question.name, ()))
        if told and sent.get(question.name) not in (None, "", []):
            wrong += [_error(question.public_id, str(error)) for error in told]
    if wrong:
        raise Problem(422, "invalid", errors=wrong)
    return form.values()


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
