"""Submitting an essay: the draft is kept whatever the answer, a revision is made when it is yes."""

from typing import Any

from django.utils import timezone

from essays.actions.assign import assign_what_came
from essays.actions.blackout import carry_blackout
from essays.actions.start import standing
from essays.actions.telling import tell_author
from essays.actions.write import lock, store
from essays.comparing import ask_comparison
from essays.counting import characters, lines
from essays.deadlines import Deadline, deadline_of
from essays.enums import UNSENT, EssayOutcome, EssayState
from essays.lengths import lengths_of
from essays.models import Essay, EssayDraft, EssayRevision
from essays.task_enums import Takes
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from publishing import dates

Refusal = tuple[EssayOutcome, dict[str, Any]]  # why not, with what the sentence needs


@action("essays.submit")
def submit(
    *,
    by: Any,
    essay: Essay,
    title: str,
    text: str,
    version: int,
    original: bool,
    statement: str = "",
    genre: str | None = None,
) -> Result:
    """Hand in title and text as the next revision; `original`: the author vouches for the text.

    `statement`: `statement_mark` of the words for which the author vouches, where a page showed
    them; other words than the task's are shown again. The revision keeps them.

    Outcomes: SUBMITTED, SUBMITTED_LATE; ALREADY_SUBMITTED (the same text, pressed twice);
    NEWER_DRAFT_EXISTS as in `save_draft`; NOT_WRITABLE; and, each with the text saved and `version`
    in the details, TITLE_MISSING, ORIGINALITY_MISSING, STATEMENT_CHANGED, GENRE_MISSING,
    FILE_MISSING, TOO_SHORT, TOO_LONG, TOO_MANY_LINES, PAST_DUE, NOT_CONFIRMED, NOT_ADDRESSED,
    NOT_ASKED.
    The deadline, and a place in the offering, are asked of the first revision and of one that takes
    the place of a withdrawn one: who was sent back for revision may take the time it needs.
    """
    held = lock(essay, by)
    if not held.is_writable:
        return _handed_in_before(held, title, text)
    kept = store(held, title=title, text=text, version=version, genre=genre)
    if not kept.ok:
        return kept
    count = characters(text)
    refusal = _refusal_of_the_word(held, original, statement)
    return _judge(held, refusal, count, kept.details | {"count": count})


def _judge(held: Essay, word: Refusal | None, count: int, details: dict[str, Any]) -> Result:
    """Make the draft the next revision, or say why not; `word`: why the author's is not enough."""
    draft = EssayDraft.objects.get(essay=held)
    deadline = deadline_of(held) if held.state in UNSENT else None
    refusal = (
        (_refusal_of_the_first(held, deadline) if deadline else None)
        or _refusal_of_the_length(held, draft, count)
        or _refusal_of_the_rest(held, draft)
        or word
    )
    if refusal is not None:
        outcome, why = refusal
        return Result(outcome, held, details | why)
    revision = _make_revision(held, draft, count, is_late=bool(deadline and deadline.is_late()))
    _pass_on(held, revision)
    changes = {"revision": revision.number, "characters": count}
    outcome = EssayOutcome.SUBMITTED_LATE if revision.is_late else EssayOutcome.SUBMITTED
    return Result(outcome, held, details | {"changes": changes})


def _pass_on(essay: Essay, revision: EssayRevision) -> None:
    """A receipt to the author, a comparison, and reviewers where the task assigns them."""
    tell_author(essay, Kind.ESSAY_RECEIVED, revision)
    ask_comparison(revision)
    assign_what_came(essay)


def _handed_in_before(essay: Essay, title: str, text: str) -> Result:
    """The second press of the button, or another text after the essay was handed in."""
    last = essay.latest_revision()
    if last is not None and (last.title, last.text) == (title.strip(), text):
        return Result(EssayOutcome.ALREADY_SUBMITTED, essay)
    return Result(EssayOutcome.NOT_WRITABLE, essay, {"state": essay.get_state_display()})


def _refusal_of_the_first(essay: Essay, deadline: Deadline) -> Refusal | None:
    """Why nothing of this author is taken now; None when it is."""
    refusal, _writes_for = standing(essay.author, essay.task)
    if refusal is not None:
        return refusal, {}
    if deadline.is_over():
        return EssayOutcome.PAST_DUE, {"due": dates.instant(deadline.closes_at)}
    return None


def _refusal_of_the_length(essay: Essay, draft: EssayDraft, count: int) -> Refusal | None:
    """Why the text has not the length that the task, or the genre, asks for."""
    lengths = lengths_of(essay.task)
    length = lengths.get(draft.genre) or lengths.get("")
    if length is None:
        return EssayOutcome.GENRE_MISSING, {}
    if count < length.least:
        return EssayOutcome.TOO_SHORT, {"min": length.least}
    if count > length.most:
        return EssayOutcome.TOO_LONG, {"max": length.most}
    if length.lines and (number := lines(draft.text)) > length.lines:
        return EssayOutcome.TOO_MANY_LINES, {"lines": number, "most": length.lines}
    return None


def _refusal_of_the_rest(essay: Essay, draft: EssayDraft) -> Refusal | None:
    """Why the text cannot be handed in although its length is right."""
    if not draft.title.strip():
        return EssayOutcome.TITLE_MISSING, {}
    if essay.task.takes == Takes.FILE and draft.upload_id is None:
        return EssayOutcome.FILE_MISSING, {}
    return None


def _refusal_of_the_word(essay: Essay, original: bool, statement: str) -> Refusal | None:
    """Why the author does not vouch for the text in the words that the task asks for."""
    if not original:
        return EssayOutcome.ORIGINALITY_MISSING, {}
    if statement and statement != essay.task.statement_mark:
        return EssayOutcome.STATEMENT_CHANGED, {}
    return None


def _make_revision(essay: Essay, draft: EssayDraft, count: int, *, is_late: bool) -> EssayRevision:
    last = essay.latest_revision()
    now = timezone.now()
    revision = EssayRevision.objects.create(
        essay=essay,
        number=last.number + 1 if last else 1,
        title=draft.title.strip(),
        text=draft.text,
        genre=draft.genre,
        characters=count,
        submitted_at=now,
        is_late=is_late,
        statement=essay.task.statement,
        upload_id=draft.upload_id,
    )
    if last is not None:
        carry_blackout(last, revision)
    first = essay.state == EssayState.DRAFT
    essay.move(EssayState.SUBMITTED if first else EssayState.RESUBMITTED)
    essay.submitted_at = now
    essay.save(update_fields=["state", "submitted_at"])
    return revision
