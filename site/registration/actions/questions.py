"""What an offering asks: organisers add, change, order and take out its questions."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db.models import Max
from django.utils import timezone

from events.actions.locks import lock_offering
from events.models import Offering
from kernel.actions import action
from kernel.ids import new_public_id
from kernel.outcomes import Result
from registration.answering import CONDITIONS, CONSENTED, codes_of
from registration.models import Answer, AnswerChange, Question
from registration.question_kinds import QuestionBlock, QuestionKind, QuestionOutcome
from registration.ready_questions import BLOCKS, ReadyQuestion

WITH_OPTIONS = (QuestionKind.CHOICE, QuestionKind.SEVERAL)
EDITABLE = frozenset(
    {
        "kind", "label", "label_en", "help", "help_en", "required", "shown_if", "shown_if_codes",
    }
)  # fmt: skip
Labels = Sequence[tuple[str, str]]  # Chinese, English


@action("registration.add_question")
def add_question(
    *, by: Any, offering: Offering, values: dict[str, Any], labels: Labels = ()
) -> Result:
    """Ask one more, as the last: QUESTION_ADDED, or a refusal about options or condition."""
    offering = lock_offering(offering)
    question = Question(offering=offering, sort_order=_last(offering) + 1)
    return _save(question, values, labels, QuestionOutcome.QUESTION_ADDED)


@action("registration.edit_question")
def edit_question(
    *, by: Any, question: Question, values: dict[str, Any], labels: Labels = ()
) -> Result:
    """Change a question: QUESTION_EDITED, UNCHANGED, or a refusal.

    Options are known by their Chinese text; one that was chosen and is missing from `labels` stays
    with those who chose it. Raises ValueError for a field that is not EDITABLE.
    """
    if unknown := set(values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
    lock_offering(question.offering)
    question = Question.objects.select_related("offering").get(pk=question.pk)
    if values.get("kind", question.kind) != question.kind:
        if _answered(question):
            return Result(QuestionOutcome.KIND_FIXED, question, {"name": question.label})
        if other := question.shows.asked().first():
            return Result(QuestionOutcome.CONDITION_IN_USE, question, {"other": other.label})
    elif other := _asked_no_more(question, labels):
        return Result(QuestionOutcome.CONDITION_IN_USE, question, {"other": other.label})
    return _save(question, values, labels, QuestionOutcome.QUESTION_EDITED)


@action("registration.retire_question")
def retire_question(*, by: Any, question: Question) -> Result:
    """Ask it no more; answers stay: QUESTION_RETIRED, CONDITION_IN_USE or UNCHANGED."""
    lock_offering(question.offering)
    question = Question.objects.get(pk=question.pk)
    if question.retired_at is not None:
        return Result(QuestionOutcome.UNCHANGED, question)
    other = question.shows.asked().first()
    if other is not None:
        return Result(QuestionOutcome.CONDITION_IN_USE, question, {"other": other.label})
    question.retired_at = timezone.now()
    question.save(update_fields=["retired_at"])
    return Result(QuestionOutcome.QUESTION_RETIRED, question, {"name": question.label})


@action("registration.move_question")
def move_question(*, by: Any, question: Question, later: bool = False) -> Result:
    """One place earlier or later: QUESTION_MOVED, UNCHANGED, or CONDITION_NOT_EARLIER."""
    lock_offering(question.offering)
    rows = list(Question.objects.asked().filter(offering=question.offering_id))
    place = next((n for n, row in enumerate(rows) if row.pk == question.pk), None)
    other = None if place is None else place + (1 if later else -1)
    if place is None or other is None or not 0 <= other < len(rows):
        return Result(QuestionOutcome.UNCHANGED, question)
    rows[place], rows[other] = rows[other], rows[place]
    if broken := _before_its_condition(rows):
        details = {"name": broken.label}
        return Result(QuestionOutcome.CONDITION_NOT_EARLIER, question, details)
    for number, row in enumerate(rows, start=1):
        row.sort_order = number
    Question.objects.bulk_update(rows, ["sort_order"])
    return Result(QuestionOutcome.QUESTION_MOVED, rows[other], {"name": question.label})


@action("registration.add_question_block")
def add_question_block(*, by: Any, offering: Offering, block: str) -> Result:
    """Ask the ready-made questions of a block, too: BLOCK_ADDED."""
    offering = lock_offering(offering)
    first = _last(offering) + 1
    made: list[Question] = []
    for number, ready in enumerate(BLOCKS[QuestionBlock(block)]):
        question = _from_block(ready, made)
        question.offering, question.sort_order = offering, first + number
        question.save(force_insert=True)
        made.append(question)
    details = {"count": len(made), "changes": {"block": str(block)}}
    return Result(QuestionOutcome.BLOCK_ADDED, offering, details)


def option(label: str, label_en: str = "") -> dict[str, Any]:
    """A new option; its code says nothing, so that its words can be corrected."""
    return {"code": new_public_id()[:6], "label": label, "label_en": label_en, "gone": False}


def _from_block(ready: ReadyQuestion, made: list[Question]) -> Question:
    question = Question(
        kind=ready.kind, label=ready.label, label_en=ready.label_en, help=ready.help,
        help_en=ready.help_en, required=ready.required,
        options=[option(*labels) for labels in ready.options],
    )  # fmt: skip
    if ready.shown_if is not None:
        which, options = ready.shown_if
        question.shown_if = made[which]
        question.shown_if_codes = [made[which].options[number]["code"] for number in options]
    return question


def _save(
    question: Question, values: dict[str, Any], labels: Labels, outcome: QuestionOutcome
) -> Result:
    before = {name: getattr(question, name) for name in (*EDITABLE, "options")}
    for name, value in values.items():
        setattr(question, name, value)
    question.options = _options(question, labels) if question.kind in WITH_OPTIONS else []
    if refusal := _refused(question):
        return Result(refusal, question if question.pk else None, {"name": question.label})
    fields = sorted(name for name, value in before.items() if getattr(question, name) != value)
    if question.pk and not fields:
        return Result(QuestionOutcome.UNCHANGED, question)
    question.save()
    details = {"name": question.label, "changes": {"fields": fields}}
    return Result(outcome, question, details)


def _options(question: Question, labels: Labels) -> list[dict[str, Any]]:
    """Rows for the labels, in their order; one that somebody chose is only offered no more."""
    known = {row["label"]: row for row in question.options}
    taken: set[str] = set()
    rows = []
    for place, (label, label_en) in enumerate(labels):
        row = known.get(label) or _corrected(question, place, labels)
        if row is not None:
            taken.add(row["code"])
        rows.append(option(label, label_en) | ({"code": row["code"]} if row else {}))
    chosen = _chosen(question) - taken if question.pk else set()
    return rows + [row | {"gone": True} for row in question.options if row["code"] in chosen]


def _asked_no_more(question: Question, labels: Labels) -> Question | None:
    """A question that nobody would be asked any more: every answer that brings it is taken out."""
    if question.kind not in WITH_OPTIONS:
        return None
    offered = {row["code"] for row in _options(question, labels) if not row["gone"]}
    return next((q for q in question.shows.asked() if not offered & {*q.shown_if_codes}), None)


def _corrected(question: Question, place: int, labels: Labels) -> dict[str, Any] | None:
    """The option whose words were corrected: as many as before, and this one alone is new."""
    before = [row["label"] for row in question.options]
    now = [label for label, _en in labels]
    if len(now) != len(before) or len(set(now) - set(before)) != 1:
        return None
    return question.options[place] if before[place] not in now else None


def _answered(question: Question) -> bool:
    """Whether there is an answer, or was one: its history is read by the kind as well."""
    told = AnswerChange.objects.filter(question=question)
    return told.exists() or Answer.objects.filter(question=question).exists()


def _chosen(question: Question) -> set[str]:
    """Codes that somebody chose, now or before: both are read by their words."""
    told = AnswerChange.objects.filter(question=question)
    values = [
        *Answer.objects.filter(question=question).values_list("value", flat=True),
        *chain.from_iterable(told.values_list("before", "after")),
    ]
    return {code for value in values for code in codes_of(value)}


def _refused(question: Question) -> QuestionOutcome | None:
    offered = [row for row in question.options if not row["gone"]]
    if question.kind in WITH_OPTIONS and len(offered) < 2:
        return QuestionOutcome.OPTIONS_MISSING
    condition = question.shown_if
    if condition is None:
        question.shown_if_codes = []
        return None
    codes = {row["code"] for row in condition.options} | {CONSENTED}
    right = (
        condition.offering_id == question.offering_id
        and condition.kind in CONDITIONS
        and condition.retired_at is None
        and question.shown_if_codes
        and set(question.shown_if_codes) <= codes
    )
    if not right:
        return QuestionOutcome.CONDITION_NOT_ASKED
    if condition.sort_order >= question.sort_order:
        return QuestionOutcome.CONDITION_NOT_EARLIER
    return None


def _before_its_condition(rows: Iterable[Question]) -> Question | None:
    seen: set[int] = set()
    for row in rows:
        if row.shown_if_id is not None and row.shown_if_id not in seen:
            return row
        seen.add(row.pk)
    return None


def _last(offering: Offering) -> int:
    last = Question.objects.filter(offering=offering).aggregate(last=Max("sort_order"))["last"]
    return last or 0
