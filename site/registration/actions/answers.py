"""Answering an offering's questions, and changing an answer; every change is kept."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from events.actions.locks import lock_offering
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.actions.persons import hold_people
from registration.actions.register import register
from registration.answering import changed_since, missing, shown_among
from registration.enums import ALIVE, RegistrationOutcome
from registration.models import Answer, AnswerChange, Question, Registration
from registration.question_kinds import AnswerOutcome

Values = Mapping[Question, Any]
Uploads = Mapping[Question, File]


@action("registration.register_with_answers", audited=False)
def register_with_answers(
    *,
    by: Any,
    offering: Offering,
    person: Any,
    values: Values,
    uploads: Uploads | None = None,
    **wishes: Any,
) -> Result:
    """Register and answer in one: as `register` ends, or ANSWERS_MISSING, QUESTION_CHANGED.

    `wishes` go to `register`. What it refuses leaves no answer behind; the two actions inside are
    audited each for itself.
    """
    hold_people([person.pk])
    lock_offering(offering)  # what is asked stays so until the answers are kept
    if refusal := unfit(offering, values, offering):
        return refusal
    at = timezone.now()
    result = register(by=by, offering=offering, person=person, **wishes)
    if result.changed and isinstance(result.record, Registration):
        row = result.record
        # Whoever begins, or begins again, answers anew; an offer that is accepted is older.
        anew = row.queued_at >= at
        answer(by=by, registration=row, values=values, uploads=uploads, late=anew)
    return result


@action("registration.answer")
def answer(
    *,
    by: Any,
    registration: Registration,
    values: Values,
    uploads: Uploads | None = None,
    late: bool = False,
) -> Result:
    """Keep answers: ANSWERS_SAVED, ANSWERS_UNCHANGED, ANSWERS_MISSING, ANSWERS_FROZEN,
    QUESTION_CHANGED (a question is no longer what its answer was given to).

    `values` are JSON values as `answering.stored` makes them; a question left out keeps its answer,
    one that these answers no longer bring loses it. NOT_REGISTERED when the registration has ended.
    `late`: by an organiser or by whoever begins anew, whom the freeze does not bind.
    """
    offering = lock_offering(registration.offering)  # what is asked stays so meanwhile
    row = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    row.offering = offering
    if row.state not in ALIVE:
        return Result(RegistrationOutcome.NOT_REGISTERED, row)
    if not late and frozen(offering) and not _first(row):
        frozen_at = offering.questions_frozen_at
        until = dates.instant(frozen_at) if frozen_at else ""
        return Result(AnswerOutcome.ANSWERS_FROZEN, row, {"until": until})
    questions = _asked(offering)
    kept = {a.question_id: a for a in Answer.objects.filter(registration=row)}
    now: dict[int, Any] = {pk: known.value for pk, known in kept.items()}
    now |= {question.pk: value for question, value in values.items()}
    if refusal := _refused(questions, values, now, row):
        return refusal
    shown = {question.pk for question in shown_among(questions, now)}
    wanted = {q: now.get(q.pk) if q.pk in shown else None for q in questions}
    changed = _write(row, wanted, kept, uploads or {}, by=by)
    if not changed:
        return Result(AnswerOutcome.ANSWERS_UNCHANGED, row)
    details = {"changes": {"questions": [question.public_id for question in changed]}}
    return Result(AnswerOutcome.ANSWERS_SAVED, row, details)


def unfit(offering: Offering, values: Values, record: Any) -> Result | None:
    """Why a locked offering cannot take these answers, its first: ANSWERS_MISSING, or
    QUESTION_CHANGED.
    """
    now = {question.pk: value for question, value in values.items()}
    return _refused(_asked(offering), values, now, record)


def frozen(offering: Offering) -> bool:
    """Whether participants can no longer change their answers."""
    until = offering.questions_frozen_at
    return until is not None and until <= timezone.now()


def _first(row: Registration) -> bool:
    """Who never answered may still do so: the freeze is for changes."""
    return not AnswerChange.objects.filter(registration=row).exists()


def _asked(offering: Offering) -> list[Question]:
    return list(Question.objects.asked().filter(offering=offering))


def _refused(
    asked: list[Question], values: Values, now: Mapping[int, Any], record: Any
) -> Result | None:
    """Why not: `values` were given to what is asked no more, or `now` lacks an answer."""
    if changed := changed_since(asked, values):
        return _named(AnswerOutcome.QUESTION_CHANGED, changed, record)
    if lacking := missing(asked, now):
        return _named(AnswerOutcome.ANSWERS_MISSING, lacking, record)
    return None


def _named(outcome: AnswerOutcome, questions: list[Question], record: Any) -> Result:
    names = "、".join(question.label for question in questions[:3])
    return Result(outcome, record, {"names": names + ("…" if len(questions) > 3 else "")})


def _write(
    row: Registration, wanted: Values, kept: dict[int, Answer], uploads: Uploads, *, by: Any
) -> list[Question]:
    """Write what differs, with its history; return the questions whose answer changed."""
    at = timezone.now()
    changes = []
    for question, value in wanted.items():
        known = kept.get(question.pk)
        before = known.value if known else None
        if before == value and question not in uploads:
            continue
        _keep(row, question, value, known, uploads.get(question), at)
        changes.append(
            AnswerChange(
                registration=row, question=question, before=before, after=value, by=by, at=at
            )
        )
    AnswerChange.objects.bulk_create(changes)
    return [change.question for change in changes]


def _keep(
    row: Registration,
    question: Question,
    value: Any,
    known: Answer | None,
    upload: File | None,
    at: Any,
) -> None:
    if known and known.file:
        drop_file(known)
    if value is None:
        if known:
            known.delete()
        return
    known = known or Answer(registration=row, question=question)
    known.value, known.changed_at = value, at
    if upload is not None:
        # The name people gave stays in the value; the store gets one that says nothing.
        ending = str(upload.name).rpartition(".")[2].lower()
        known.file.save(f"{known.public_id}.{ending}", upload, save=False)
    known.save()


def drop_file(known: Answer) -> None:
    """Take an answer's file away once the change is certain."""
    storage, name = known.file.storage, str(known.file.name)
    transaction.on_commit(lambda: storage.delete(name), robust=True)
    known.file = ""
