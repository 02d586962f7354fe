"""Deciding about a submitted revision. People decide; one decision per revision."""

from typing import Any

from essays.actions.telling import said, tell_author
from essays.enums import EssayOutcome, Verdict
from essays.models import Essay, EssayReview, PreparedDecision
from essays.rules import decided_by_chief, judge_essay, review_essay
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind

KIND_OF = {
    Verdict.ACCEPT: Kind.ESSAY_ACCEPTED,
    Verdict.RETURN: Kind.ESSAY_RETURNED,
    Verdict.NOT_ACCEPT: Kind.ESSAY_NOT_ACCEPTED,
}
Reasons = list[list[str]]  # [Chinese, English] each


@action("essays.accept")
def accept(*, by: Any, essay: Essay, revision: int, comment: str = "") -> Result:
    """Accept the revision numbered `revision`; a comment to the author is welcome.

    Outcomes: ACCEPTED, DECIDED_ALREADY, NEWER_REVISION, NOT_YOURS_TO_DECIDE. Raises Forbidden when
    `by` may not read this essay.
    """
    held, refused = _open_for_decision(essay, by, revision)
    if refused is not None:
        return refused
    decide(held, by, Verdict.ACCEPT, comment)
    return Result(EssayOutcome.ACCEPTED, held, {"changes": {"revision": revision}})


@action("essays.send_back")
def send_back(
    *, by: Any, essay: Essay, revision: int, comment: str, reasons: Reasons | None = None
) -> Result:
    """Return the revision numbered `revision` to its author with reasons and a comment.

    One of the two is needed, or a comment in the text. Outcomes: RETURNED, COMMENT_MISSING,
    DECIDED_ALREADY, NEWER_REVISION, NOT_YOURS_TO_DECIDE. Raises Forbidden when `by` may not read
    this essay.
    """
    held, refused = _open_for_decision(essay, by, revision)
    if refused is not None:
        return refused
    last: Any = held.latest_revision()
    if not (comment.strip() or reasons or last.comments.for_author().exists()):
        return Result(EssayOutcome.COMMENT_MISSING, held)
    decide(held, by, Verdict.RETURN, comment, reasons)
    changes = {"revision": revision, "reasons": len(reasons or [])}
    return Result(EssayOutcome.RETURNED, held, {"changes": changes})


def lock_for_review(essay: Essay) -> Essay:
    """The essay under lock, so that deciding, recommending and submitting take turns."""
    return (
        Essay.objects.select_for_update(no_key=True, of=("self",))
        .select_related("task__review_plan", "task__offering", "author")
        .get(pk=essay.pk)
    )


def _open_for_decision(essay: Essay, by: Any, number: int) -> tuple[Essay, Result | None]:
    """The essay under lock, and why nothing can be decided about this revision, if so."""
    held = lock_for_review(essay)
    if by is not None and not judge_essay.allows(by, held):
        review_essay.check(by, held)
        return held, Result(EssayOutcome.NOT_YOURS_TO_DECIDE, held)
    if by is not None and decided_by_chief(held):
        # There decisions are prepared and told together: see `release`.
        return held, Result(EssayOutcome.NOT_YOURS_TO_DECIDE, held)
    if not held.is_waiting:
        details = {"state": held.get_state_display()}
        return held, Result(EssayOutcome.DECIDED_ALREADY, held, details)
    latest = held.latest_revision()
    if latest is None or latest.number != number:
        return held, Result(EssayOutcome.NEWER_REVISION, held)
    return held, None


def decide(
    essay: Essay, by: Any, verdict: Verdict, comment: str, reasons: Reasons | None = None
) -> None:
    """Write the decision about the latest revision of a locked essay, and tell its author."""
    revision = essay.latest_revision()
    assert revision is not None, "what was handed in has one"
    review = EssayReview.objects.create(
        revision=revision,
        reviewer=by,
        verdict=verdict,
        comment=comment.strip(),
        reasons=reasons or [],
    )
    PreparedDecision.objects.filter(revision=revision).delete()
    essay.move(verdict.state)
    essay.save(update_fields=["state"])
    number = revision.comments.for_author().count()
    words = said(review, essay.author, number)
    tell_author(essay, KIND_OF[verdict], revision, comment=words)
