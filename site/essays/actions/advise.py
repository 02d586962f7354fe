"""A reviewer recommends, with points where the task has a score sheet; the organiser decides."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from essays.actions.commenting import begin_review
from essays.actions.review import Reasons, lock_for_review
from essays.enums import Verdict
from essays.models import (
    Criterion,
    Essay,
    EssayRevision,
    Recommendation,
    ReviewPlan,
    Score,
)
from essays.outcomes import ReviewOutcome
from essays.rules import review_essay
from kernel.actions import action
from kernel.outcomes import Result

HALF, WHOLE = Decimal("0.5"), Decimal(1)


@action("essays.advise")
def advise(
    *,
    by: Any,
    essay: Essay,
    revision: int,
    verdict: Verdict,
    note: str = "",
    reasons: Reasons | None = None,
    points: dict[str, Decimal] | None = None,
) -> Result:
    """Recommend something about one revision; until the decision one may change it.

    `points`: by public id of the criterion. Outcomes: RECOMMENDED, SCORES_MISSING, NOTE_MISSING (no
    reason for anything but accepting), DECIDES_ITSELF, NEWER_REVISION, DECIDED_ALREADY. Raises
    Forbidden when `by` may not review this essay.
    """
    review_essay.check(by, essay)
    held = lock_for_review(essay)
    plan = getattr(held.task, "review_plan", None)
    if plan is None or not plan.by_chief:
        return Result(ReviewOutcome.DECIDES_ITSELF, held)
    if not held.is_waiting:
        details = {"state": held.get_state_display()}
        return Result(ReviewOutcome.DECIDED_ALREADY, held, details)
    last = held.latest_revision()
    if last is None or last.number != revision:
        return Result(ReviewOutcome.NEWER_REVISION, held)
    criteria = list(held.task.criteria.all())
    given = _given(criteria, points or {}, plan)
    if given is None:
        return Result(ReviewOutcome.SCORES_MISSING, held)
    said = note.strip() or reasons or last.comments.filter(by=by).exists()
    if verdict != Verdict.ACCEPT and not said:
        return Result(ReviewOutcome.NOTE_MISSING, held)
    values: dict[str, Any] = {"verdict": verdict, "note": note.strip(), "reasons": reasons or []}
    _keep(last, by, given, values | {"total": total_of(criteria, given)})
    begin_review(held)
    return Result(ReviewOutcome.RECOMMENDED, held, {"changes": {"revision": revision}})


def _keep(
    revision: EssayRevision, by: Any, given: dict[int, Decimal], values: dict[str, Any]
) -> None:
    """What a reviewer says takes the place of what the same one said before."""
    row, _made = Recommendation.objects.update_or_create(
        revision=revision, reviewer=by, defaults=values | {"at": timezone.now()}
    )
    row.scores.all().delete()
    Score.objects.bulk_create(
        Score(recommendation=row, criterion_id=key, points=points) for key, points in given.items()
    )


def _given(
    criteria: list[Criterion], points: dict[str, Decimal], plan: ReviewPlan
) -> dict[int, Decimal] | None:
    """Points by criterion; None when one is missing, out of range, or finer than may be given."""
    step = HALF if plan.half_points else WHOLE
    found = {}
    for one in criteria:
        value = points.get(one.public_id)
        if value is None or not 0 <= value <= one.most or value % step:
            return None
        found[one.pk] = value
    return found


def total_of(criteria: list[Criterion], given: dict[int, Decimal]) -> Decimal | None:
    """The weighted points out of 100; None without a sheet."""
    if not criteria:
        return None
    weighed = sum((given[one.pk] / one.most * one.weight for one in criteria), Decimal(0))
    return round(100 * weighed / sum(one.weight for one in criteria), 1)
