"""Questions of an offering and answers to them."""

from itertools import count
from typing import Any

from events.models import Offering
from registration.actions.questions import option
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionKind

_number = count(1)


def make_question(
    offering: Offering,
    kind: str = QuestionKind.TEXT,
    *,
    options: tuple[str, ...] = (),
    **fields: Any,
) -> Question:
    """A question that may be left out, behind the others of its offering."""
    number = next(_number)
    values = {
        "label": f"问题{number}",
        "sort_order": offering.questions.count() + 1,
        "options": [option(label) for label in options],
    } | fields
    return Question.objects.create(offering=offering, kind=kind, **values)


def make_answer(registration: Registration, question: Question, value: Any) -> Answer:
    """An answer as it is kept."""
    return Answer.objects.create(registration=registration, question=question, value=value)
