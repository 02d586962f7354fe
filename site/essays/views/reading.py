"""What a page for reading an essay shows, to its reviewer and to whoever decides."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from essays.dark import is_dark, shown, unnamed
from essays.forms import CommentForm
from essays.lengths import lengths_of
from essays.marking import Stretch, marked
from essays.models import Essay, EssayRevision, ReviewComment
from essays.views.similar import check_of, remark_shown

JOINED = ("task__offering__page", "task__review_plan", "author", "unit")


def reading(
    request: HttpRequest, essay: Essay, comments: Any, comment_form: CommentForm | None = None
) -> dict[str, Any]:
    """The text with its commented passages, the task beside it, the comments of `comments`."""
    rows = essay.revisions.select_related("review", "blackout").order_by("number")
    revisions = list(rows)
    last = revisions[-1]
    seen = shown(last, essay)
    notes = list(comments.filter(revision=last))
    for one in notes:  # whoever knows the author may have written to them by name
        one.text = unnamed(one.text, essay)
    for review in (one.review for one in revisions if hasattr(one, "review")):
        review.comment = unnamed(review.comment, essay)
    similarity = check_of(last)
    prefetch_related_objects([essay.task], "genres")
    lengths = lengths_of(essay.task)
    length = lengths.get(last.genre) or lengths.get("")
    return {
        "essay": essay,
        "task": essay.task,
        "plan": getattr(essay.task, "review_plan", None),
        "dark": is_dark(essay.task),
        "last": last,
        "shown": seen,
        "earlier": revisions[:-1],
        "paragraphs": noted(seen.text, notes),
        "comments": quoted_from(seen.text, notes),
        "reader": request.user,
        "comment_form": comment_form or CommentForm(initial={"revision": last.number}),
        "similarity": similarity,
        "remark": remark_shown(similarity, essay) if similarity else "",
        "lengths": lengths,
        "fits": length is None or length.least <= last.characters <= length.most,
    }


def noted(text: str, comments: list[ReviewComment]) -> Any:
    """The text in paragraphs, with the passages marked at which comments point."""
    places = [
        Stretch(one.start, one.end, number)
        for number, one in enumerate(comments, start=1)
        if one.start is not None and one.end is not None
    ]
    return marked(text, places)


def quoted_from(text: str, comments: list[ReviewComment]) -> list[ReviewComment]:
    """The comments, each with its `quote` from the text as its reader sees it."""
    for one in comments:
        one.quote = text[one.start : one.end] if one.start is not None else ""  # type: ignore[attr-defined]
    return comments


def answered(essay: Essay) -> EssayRevision | None:
    """The revision about which its author was last told something, with its review."""
    rows = essay.revisions.filter(review__isnull=False).select_related("review")
    return rows.order_by("-number").first()


def comments_on(revision: EssayRevision | None) -> list[ReviewComment]:
    """What its author reads in the text of a decided revision, with the words it is about."""
    if revision is None:
        return []
    return quoted_from(revision.text, list(revision.comments.for_author()))
