"""Submitting an essay: the draft is kept whatever the answer, a revision is made when it is yes."""

from typing import Any

from django.utils import timezone

from essays.actions.assign import assign_what_came
from essays.actions.telling import tell_author
from essays.actions.write import lock, store
from essays.comparing import ask_comparison
from essays.counting import characters
from essays.enums import EssayOutcome, EssayState
from essays.models import Essay, EssayRevision
from essays.participants import ASKING, participation
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from publishing import dates

AS_FIRST = (EssayState.DRAFT, EssayState.WITHDRAWN)


@action("essays.submit")
def submit(*, by: Any, essay: Essay, title: str, text: str, version: int, original: bool) -> Result:
    """Hand in title and text as the next revision; `original`: the author vouches for the text.

    Outcomes: SUBMITTED; ALREADY_SUBMITTED (the same text, pressed twice); NEWER_DRAFT_EXISTS as in
    `save_draft`; NOT_WRITABLE; and, each with the text saved and `version` in the details,
    TITLE_MISSING, ORIGINALITY_MISSING, TOO_SHORT, TOO_LONG, PAST_DUE, NOT_CONFIRMED, NOT_ASKED.
    The deadline, and a place in the offering, are asked of the first revision and of one that takes
    the place of a withdrawn one: who was sent back for revision may take the time it needs.
    """
    held = lock(essay, by)
    if not held.is_writable:
        return _handed_in_before(held, title, text)
    kept = store(held, title=title, text=text, version=version)
    if not kept.ok:
        return kept
    count = characters(text)
    details = kept.details | {"count": count}
    refusal = _refusal(held, title=title, count=count, original=original)
    if refusal is not None:
        outcome, why = refusal
        return Result(outcome, held, details | why)
    revision = _make_revision(held, title=title.strip(), text=text, count=count)
    tell_author(held, Kind.ESSAY_RECEIVED, revision)
    ask_comparison(revision)
    assign_what_came(held)
    changes = {"revision": revision.number, "characters": count}
    return Result(EssayOutcome.SUBMITTED, held, details | {"changes": changes})


def _handed_in_before(essay: Essay, title: str, text: str) -> Result:
    """The second press of the button, or another text after the essay was handed in."""
    last = essay.latest_revision()
    if last is not None and (last.title, last.text) == (title.strip(), text):
        return Result(EssayOutcome.ALREADY_SUBMITTED, essay)
    return Result(EssayOutcome.NOT_WRITABLE, essay, {"state": essay.get_state_display()})


def _refusal(
    essay: Essay, *, title: str, count: int, original: bool
) -> tuple[EssayOutcome, dict[str, Any]] | None:
    """Why the text cannot be handed in now, with what the sentence needs; None when it can."""
    task = essay.task
    first = essay.state in AS_FIRST
    if first and (refusal := _refusal_of_the_first(essay)):
        return refusal
    if count < task.min_characters:
        return EssayOutcome.TOO_SHORT, {"min": task.min_characters}
    if count > task.max_characters:
        return EssayOutcome.TOO_LONG, {"max": task.max_characters}
    if not title.strip():
        return EssayOutcome.TITLE_MISSING, {}
    if not original:
        return EssayOutcome.ORIGINALITY_MISSING, {}
    return None


def _refusal_of_the_first(essay: Essay) -> tuple[EssayOutcome, dict[str, Any]] | None:
    task = essay.task
    if task.offering.state not in ASKING:
        return EssayOutcome.NOT_ASKED, {}
    if participation(essay.author, task.offering_id) is None:
        return EssayOutcome.NOT_CONFIRMED, {}
    if timezone.now() > task.due_at:
        return EssayOutcome.PAST_DUE, {"due": dates.instant(task.due_at)}
    return None


def _make_revision(essay: Essay, *, title: str, text: str, count: int) -> EssayRevision:
    last = essay.latest_revision()
    now = timezone.now()
    revision = EssayRevision.objects.create(
        essay=essay,
        number=last.number + 1 if last else 1,
        title=title,
        text=text,
        characters=count,
        submitted_at=now,
    )
    first = essay.state == EssayState.DRAFT
    essay.move(EssayState.SUBMITTED if first else EssayState.RESUBMITTED)
    essay.submitted_at = now
    essay.save(update_fields=["state", "submitted_at"])
    return revision
