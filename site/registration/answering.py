"""What an answer is: typed by its question's kind, shown in words, exported as a value."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from publishing import dates
from publishing.languages import one_by_one
from registration.models import Question
from registration.question_kinds import QuestionKind as Kind

CONSENTED = "yes"
CONDITIONS = (Kind.CHOICE, Kind.SEVERAL, Kind.CONSENT)
Values = Mapping[int, Any]  # JSON values by the question's key
# What is sent for one kind and can be read as another.
READ_ON: Mapping[str, tuple[Kind, ...]] = {
    Kind.TEXT: (Kind.LONG_TEXT,),
    Kind.LONG_TEXT: (Kind.TEXT,),
    Kind.NUMBER: (Kind.TEXT, Kind.LONG_TEXT),
    Kind.DATE: (Kind.TEXT, Kind.LONG_TEXT),
    Kind.CHOICE: (Kind.SEVERAL,),
}


def is_shown(question: Question, values: Values, shown: Iterable[int] = ()) -> bool:
    """Whether a question is to be asked, given the answers to those before it.

    `shown` are the keys of earlier questions that are: what hangs on a hidden one is hidden too.
    """
    if question.shown_if_id is None:
        return True
    if question.shown_if_id not in shown:
        return False
    return bool(set(codes_of(values.get(question.shown_if_id))) & set(question.shown_if_codes))


def shown_among(questions: Iterable[Question], values: Values) -> list[Question]:
    """The questions that these answers bring, in their order."""
    found: list[Question] = []
    keys: set[int] = set()
    for question in questions:
        if is_shown(question, values, keys):
            found.append(question)
            keys.add(question.pk)
    return found


def missing(questions: Iterable[Question], values: Values) -> list[Question]:
    """Questions that must be answered and are not."""
    return [
        question
        for question in shown_among(questions, values)
        if question.required and values.get(question.pk) in (None, "", [], False)
    ]


def reads_on(kind: str, now: str) -> bool:
    """Whether what was sent for a question of `kind` can be read now that its kind is `now`."""
    return kind == now or now in READ_ON.get(kind, ())


def changed_since(asked: Iterable[Question], values: Mapping[Question, Any]) -> list[Question]:
    """Questions of which `values` know another kind or other options, or that are asked no more."""
    now = {question.pk: question for question in asked}
    return [
        question or read
        for read, value in values.items()
        if value is not None and _differs(read, question := now.get(read.pk), value)
    ]


def _differs(read: Question, question: Question | None, value: Any) -> bool:
    return question is None or read.kind != question.kind or not _offers(question, value)


def _offers(question: Question, value: Any) -> bool:
    """Whether what was chosen is among the options, taken out or not; so is what is not chosen."""
    if question.kind not in (Kind.CHOICE, Kind.SEVERAL):
        return True
    return set(codes_of(value)) <= {option["code"] for option in question.options}


def codes_of(value: Any) -> list[str]:
    """An answer as the codes that a condition compares."""
    if value is True:
        return [CONSENTED]
    if isinstance(value, list):
        return [str(code) for code in value]
    return [value] if isinstance(value, str) else []


def stored(question: Question, cleaned: Any) -> Any:
    """What a form cleaned as the JSON value that is kept; None for no answer."""
    if isinstance(cleaned, Decimal):  # nought is an answer
        return format(cleaned.normalize(), "f")
    if cleaned in (None, "", [], False):
        return None
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    if question.kind == Kind.FILE:
        return {"name": cleaned.name, "size": cleaned.size}
    return cleaned


def typed(question: Question, value: Any) -> Any:
    """A kept value as Python has it: a Decimal, a date; everything else as it is."""
    if value is None:
        return None
    if question.kind == Kind.NUMBER:
        return Decimal(value)
    if question.kind == Kind.DATE:
        return date.fromisoformat(value)
    return value


def in_words(question: Question, value: Any) -> str:
    """A kept value as a person reads it, in the active language; empty for no answer."""
    if value is None:
        return ""
    words = WORDS.get(Kind(question.kind))
    return words(question, value) if words else str(value)


def _labels(question: Question, value: Any) -> str:
    labels = {option["code"]: option_label(option) for option in question.options}
    return one_by_one([labels.get(code, code) for code in codes_of(value)])


WORDS: dict[Kind, Callable[[Question, Any], str]] = {
    Kind.CHOICE: _labels,
    Kind.SEVERAL: _labels,
    Kind.CONSENT: lambda question, value: _("Yes"),
    Kind.NUMBER: lambda question, value: number_format(Decimal(value)),
    Kind.DATE: lambda question, value: dates.plain_day(date.fromisoformat(value)),
    Kind.FILE: lambda question, value: str(value.get("name", "")),
}


def for_export(question: Question, value: Any) -> Any:
    """A kept value for a spreadsheet: numbers and dates stay what they are."""
    if question.kind in (Kind.NUMBER, Kind.DATE):
        return typed(question, value)
    return in_words(question, value)


def option_label(option: Mapping[str, Any]) -> str:
    """An option's words in the reader's language."""
    return str((not dates.in_chinese() and option.get("label_en")) or option["label"])


def offered(question: Question, chosen: Any = None) -> list[tuple[str, str]]:
    """Choices of a question: all that are still offered, and what was chosen before."""
    kept = set(codes_of(chosen))
    return [
        (option["code"], option_label(option))
        for option in question.options
        if not option.get("gone") or option["code"] in kept
    ]
