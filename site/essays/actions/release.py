"""Decisions are prepared one by one and released together: until then nobody is told anything."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.utils import timezone

from essays.actions.commenting import begin_review
from essays.actions.review import KIND_OF, Reasons, lock_for_review
from essays.actions.telling import Words, note_about, said
from essays.enums import Verdict
from essays.models import Essay, EssayReview, EssayTask, PreparedDecision, ReviewComment
from essays.outcomes import ReviewOutcome
from essays.rules import decide_essay, direct_review
from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify_many
from notices.words import mistakes

# By verdict and language: subject and body as somebody edited them for this release.
Drafts = dict[str, dict[str, Words]]
AT_ONCE = 500  # states written by one statement


@action("essays.prepare")
def prepare(
    *,
    by: Any,
    essay: Essay,
    revision: int,
    verdict: Verdict,
    comment: str = "",
    reasons: Reasons | None = None,
    replaces: bool = True,
) -> Result:
    """Lay down a decision about the revision numbered `revision`; a later one replaces it.

    Without `replaces` one that is prepared stays. Outcomes: PREPARED, PREPARED_ALREADY,
    REASON_MISSING (for anything but accepting), NEWER_REVISION, DECIDED_ALREADY. Raises Forbidden
    unless `by` decides about this essay.
    """
    decide_essay.check(by, essay)
    held = lock_for_review(essay)
    if not held.is_waiting:
        details = {"state": held.get_state_display()}
        return Result(ReviewOutcome.DECIDED_ALREADY, held, details)
    last = held.latest_revision()
    if last is None or last.number != revision:
        return Result(ReviewOutcome.NEWER_REVISION, held)
    if not replaces and PreparedDecision.objects.filter(revision=last).exists():
        return Result(ReviewOutcome.PREPARED_ALREADY, held)
    said = comment.strip() or reasons or last.comments.for_author().exists()
    if verdict != Verdict.ACCEPT and not said:
        return Result(ReviewOutcome.REASON_MISSING, held)
    values: dict[str, Any] = {
        "verdict": verdict,
        "comment": comment.strip(),
        "reasons": reasons or [],
    }
    values |= {"by": by, "at": timezone.now()}
    PreparedDecision.objects.update_or_create(revision=last, defaults=values)
    begin_review(held)
    return Result(ReviewOutcome.PREPARED, held, {"changes": {"revision": revision}})


@action("essays.unprepare")
def unprepare(*, by: Any, essay: Essay) -> Result:
    """Drop a prepared decision: UNPREPARED, NOTHING_PREPARED. Raises Forbidden as `prepare`."""
    decide_essay.check(by, essay)
    held = lock_for_review(essay)
    gone, _rows = PreparedDecision.objects.filter(revision__essay=held).delete()
    return Result(ReviewOutcome.UNPREPARED if gone else ReviewOutcome.NOTHING_PREPARED, held)


@action("essays.release")
def release(
    *, by: Any, task: EssayTask, seen: str | None = None, drafts: Drafts | None = None
) -> Result:
    """Make every prepared decision of a task hold, and tell all authors, in one transaction.

    `seen`: `mark_of` what the preview showed; `drafts`: the words of the notices. Outcomes:
    RELEASED (`number`), NOTHING_PREPARED, PREVIEW_OLD, WORDS_BROKEN (`why`). What is prepared about
    the own essay of `by` waits for somebody else. Raises Forbidden unless `by` directs the review.
    """
    if by is not None:
        direct_review.check(by, task)
    # Locked in one order: whoever releases at the same time waits here and finds nothing.
    waiting = Essay.objects.filter(task=task, revisions__prepared__isnull=False)
    keys = sorted(waiting.values_list("pk", flat=True))
    list(Essay.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    rows = prepared_in(task, by)
    if not rows:
        return Result(ReviewOutcome.NOTHING_PREPARED, task)
    if seen is not None and seen != mark_of(rows):
        return Result(ReviewOutcome.PREVIEW_OLD, task)
    if why := broken(drafts or {}):
        return Result(ReviewOutcome.WORDS_BROKEN, task, {"why": why})
    _decide_all(rows, drafts or {})
    details = {"number": len(rows), "changes": {"decisions": len(rows)}}
    return Result(ReviewOutcome.RELEASED, task, details)


def _decide_all(rows: list[PreparedDecision], drafts: Drafts) -> None:
    """Make locked essays decided and tell their authors: as many statements for any number."""
    reviews = [
        EssayReview(
            revision=row.revision,
            reviewer=row.by,
            verdict=row.verdict,
            comment=row.comment,
            reasons=row.reasons,
        )
        for row in rows
    ]
    EssayReview.objects.bulk_create(reviews)
    for review in reviews:
        review.revision.essay.move(Verdict(review.verdict).state)
    essays = [review.revision.essay for review in reviews]
    Essay.objects.bulk_update(essays, ["state"], batch_size=AT_ONCE)
    PreparedDecision.objects.filter(pk__in=[row.pk for row in rows]).delete()
    comments = ReviewComment.objects.for_author().filter(revision__in=[r.revision for r in reviews])
    numbers = dict(comments.order_by().values_list("revision").annotate(Count("pk")))
    notes: dict[str, list[Note]] = defaultdict(list)
    for review in reviews:
        essay = review.revision.essay
        words = said(review, essay.author, numbers.get(review.revision_id, 0))
        notes[review.verdict].append(note_about(essay, review.revision, comment=words))
    for verdict, told in notes.items():
        notify_many(KIND_OF[Verdict(verdict)], told, words=drafts.get(verdict))


def prepared_in(task: EssayTask, reader: Any) -> list[PreparedDecision]:
    """What is prepared for a task, by verdict, in the order in which the essays came.

    Nobody sees or releases what is prepared about the own essay.
    """
    rows = PreparedDecision.objects.filter(revision__essay__task=task)
    if reader is not None:
        rows = rows.exclude(revision__essay__author=reader.pk)
    rows = rows.select_related("revision__essay__author", "revision__essay__task__offering", "by")
    rows = rows.select_related(
        "revision__blackout",
        "revision__essay__task__review_plan",
        "revision__essay__unit",
    )
    return list(rows.order_by("verdict", "revision__essay__submitted_at", "pk"))


def mark_of(rows: list[PreparedDecision]) -> str:
    """What tells one preview from another: which decisions it showed, as they were then."""
    return ",".join(f"{row.revision.essay.public_id}:{row.at.timestamp()}" for row in rows)


def broken(drafts: Drafts) -> str:
    """What is wrong with the words of the notices, as sentences; empty when nothing is."""
    found = [
        sentence
        for verdict, words in drafts.items()
        for subject, body in words.values()
        for sentences in mistakes(KIND_OF[Verdict(verdict)], subject, body).values()
        for sentence in sentences
    ]
    return " ".join(dict.fromkeys(found))
