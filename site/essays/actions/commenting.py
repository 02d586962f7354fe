"""Comments on a text and on its passages."""

from typing import Any

from essays.actions.review import lock_for_review
from essays.dark import shown
from essays.enums import EssayState, Visibility
from essays.models import Essay, ReviewComment
from essays.outcomes import ReviewOutcome
from essays.rules import read_submitted
from kernel.actions import action
from kernel.outcomes import Result

Passage = tuple[int, int] | None


@action("essays.comment")
def comment(
    *,
    by: Any,
    essay: Essay,
    revision: int,
    text: str,
    visibility: str = Visibility.AUTHOR,
    passage: Passage = None,
    quote: str = "",
) -> Result:
    """Say something about the revision numbered `revision`, or about a passage of it.

    `passage`: start and end in characters of its text; else `quote`: words copied from it as the
    reader sees it, of which the first place counts. Outcomes: COMMENTED, COMMENT_EMPTY,
    PASSAGE_UNKNOWN, NEWER_REVISION, DECIDED_ALREADY. Raises Forbidden when `by` neither reviews
    nor decides.
    """
    read_submitted.check(by, essay)
    held = lock_for_review(essay)
    if not held.is_waiting:
        details = {"state": held.get_state_display()}
        return Result(ReviewOutcome.DECIDED_ALREADY, held, details)
    last = held.latest_revision()
    if last is None or last.number != revision:
        return Result(ReviewOutcome.NEWER_REVISION, held)
    if not text.strip():
        return Result(ReviewOutcome.COMMENT_EMPTY, held)
    # What is hidden is not found: whether a name stands there, nobody learns by trying.
    place = _place(shown(last, held).text, passage, quote)
    if place is None and (passage or quote.strip()):
        return Result(ReviewOutcome.PASSAGE_UNKNOWN, held)
    start, end = place or (None, None)
    made = ReviewComment.objects.create(
        revision=last, by=by, text=text.strip(), visibility=visibility, start=start, end=end
    )
    begin_review(held)
    changes = {"revision": revision, "visibility": str(visibility)}
    return Result(ReviewOutcome.COMMENTED, held, {"changes": changes, "comment": made})


def _place(text: str, passage: Passage, quote: str) -> Passage:
    if passage is not None:
        start, end = passage
        return (start, end) if 0 <= start < end <= len(text) else None
    wanted = quote.strip()
    at = text.find(wanted) if wanted else -1
    return (at, at + len(wanted)) if at >= 0 else None


def begin_review(essay: Essay) -> None:
    """From the first word of a reviewer on, an essay is in review; it is locked by the caller."""
    if essay.state != EssayState.IN_REVIEW:
        essay.move(EssayState.IN_REVIEW)
        essay.save(update_fields=["state"])


@action("essays.remove_comment")
def remove_comment(*, by: Any, comment: ReviewComment) -> Result:
    """Take one's own comment back while nobody has decided: COMMENT_REMOVED, COMMENT_GONE.

    Raises Forbidden for a comment of somebody else; DECIDED_ALREADY once its revision is decided.
    """
    essay = lock_for_review(comment.revision.essay)
    read_submitted.check(by, essay)
    held = ReviewComment.objects.filter(pk=comment.pk, by=by).first()
    if held is None:
        return Result(ReviewOutcome.COMMENT_GONE, essay)
    if not essay.is_waiting or hasattr(held.revision, "review"):
        details = {"state": essay.get_state_display()}
        return Result(ReviewOutcome.DECIDED_ALREADY, essay, details)
    held.delete()
    return Result(ReviewOutcome.COMMENT_REMOVED, essay)
