"""Deciding about a submitted revision. People decide; one decision per revision."""

from typing import Any

from essays.actions.telling import tell_author
from essays.enums import EssayOutcome, EssayState, Verdict
from essays.models import Essay, EssayReview
from essays.rules import review_essay
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind


@action("essays.accept")
def accept(*, by: Any, essay: Essay, revision: int, comment: str = "") -> Result:
    """Accept the revision numbered `revision`; a comment to the author is welcome.

    Outcomes: ACCEPTED, DECIDED_ALREADY, NEWER_REVISION. Raises Forbidden when `by` may not review
    this essay.
    """
    held, refused = _open_for_decision(essay, by, revision)
    if refused is not None:
        return refused
    _decide(held, by, Verdict.ACCEPT, comment)
    return Result(EssayOutcome.ACCEPTED, held, {"changes": {"revision": revision}})


@action("essays.send_back")
def send_back(*, by: Any, essay: Essay, revision: int, comment: str) -> Result:
    """Return the revision numbered `revision` to its author with a comment.

    Outcomes: RETURNED, COMMENT_MISSING, DECIDED_ALREADY, NEWER_REVISION. Raises Forbidden when `by`
    may not review this essay.
    """
    held, refused = _open_for_decision(essay, by, revision)
    if refused is not None:
        return refused
    if not comment.strip():
        return Result(EssayOutcome.COMMENT_MISSING, held)
    _decide(held, by, Verdict.RETURN, comment)
    return Result(EssayOutcome.RETURNED, held, {"changes": {"revision": revision}})


def _open_for_decision(essay: Essay, by: Any, number: int) -> tuple[Essay, Result | None]:
    """The essay under lock, and why nothing can be decided about this revision, if so."""
    if by is not None:
        review_essay.check(by, essay)
    held = (
        Essay.objects.select_for_update(no_key=True, of=("self",))
        .select_related("task", "author")
        .get(pk=essay.pk)
    )
    if held.state != EssayState.SUBMITTED:
        details = {"state": held.get_state_display()}
        return held, Result(EssayOutcome.DECIDED_ALREADY, held, details)
    latest = held.latest_revision()
    if latest is None or latest.number != number:
        return held, Result(EssayOutcome.NEWER_REVISION, held)
    return held, None


def _decide(essay: Essay, by: Any, verdict: Verdict, comment: str) -> None:
    revision = essay.latest_revision()
    assert revision is not None, "what was handed in has one"
    EssayReview.objects.create(
        revision=revision, reviewer=by, verdict=verdict, comment=comment.strip()
    )
    accepted = verdict == Verdict.ACCEPT
    essay.state = EssayState.ACCEPTED if accepted else EssayState.RETURNED
    essay.save(update_fields=["state"])
    kind = Kind.ESSAY_ACCEPTED if accepted else Kind.ESSAY_RETURNED
    tell_author(essay, kind, revision, comment=comment.strip())
