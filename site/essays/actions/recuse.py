"""Conflicts of interest: who does not review an essay, or the people of a unit."""

from typing import Any

from essays.actions.assign import reassign
from essays.actions.review import lock_for_review
from essays.models import Assignment, Essay, EssayTask, Recommendation, Recusal
from essays.outcomes import ReviewOutcome
from essays.rules import UNIT, direct_review, own_recusals, review_essay
from kernel.actions import action
from kernel.outcomes import Result
from people.models import Unit


@action("essays.recuse")
def recuse(*, by: Any, essay: Essay, reviewer: Any, reason: str = "") -> Result:
    """Leave one essay to others: said by its reviewer, or noted by who directs the review.

    The essay leaves the reviewer's queue; where the task assigns, the rule asks somebody else.
    Outcomes: RECUSAL_NOTED, RECUSAL_KNOWN. Raises Forbidden for anybody else.
    """
    held = lock_for_review(essay)
    if by is not None and by.pk != reviewer.pk:
        direct_review.check(by, held.task)
    elif by is not None and not Recusal.objects.filter(reviewer=by, essay=held).exists():
        review_essay.check(by, held)
    _row, made = Recusal.objects.get_or_create(
        reviewer=reviewer, essay=held, defaults={"noted_by": by, "reason": reason.strip()[:200]}
    )
    if not made:
        return Result(ReviewOutcome.RECUSAL_KNOWN, held)
    reassign(held, reviewer)
    changes = {"reviewer": reviewer.public_id}
    return Result(ReviewOutcome.RECUSAL_NOTED, held, {"changes": changes})


@action("essays.recuse_unit")
def recuse_unit(
    *, by: Any, reviewer: Any, unit: str, reason: str = "", task: EssayTask | None = None
) -> Result:
    """Leave the essays of a unit and of those below it to others; `unit`: its name or code.

    Said by the reviewer, or noted by who directs the review of `task`. Outcomes: RECUSAL_NOTED,
    RECUSAL_KNOWN, UNIT_UNKNOWN. Raises Forbidden for anybody else.
    """
    if by is not None and by.pk != reviewer.pk:
        direct_review.check(by, task)
    elif by is not None:
        review_essay.check(by)
    found = Unit.objects.active().by_word(unit.replace("\0", "").strip())
    if len(found) != 1:
        return Result(ReviewOutcome.UNIT_UNKNOWN)
    row, made = Recusal.objects.get_or_create(
        reviewer=reviewer, unit=found[0], defaults={"noted_by": by, "reason": reason.strip()[:200]}
    )
    if not made:
        return Result(ReviewOutcome.RECUSAL_KNOWN, row)
    for given in _given(reviewer, found[0]):
        reassign(lock_for_review(given.essay), reviewer)
    changes = {"reviewer": reviewer.public_id, "unit": found[0].public_id}
    return Result(ReviewOutcome.RECUSAL_NOTED, row, {"changes": changes})


def _given(reviewer: Any, unit: Unit) -> list[Assignment]:
    """What the reviewer has of the unit and has not recommended upon as it stands."""
    rows = Assignment.objects.open().filter(
        reviewer=reviewer, **{f"essay__{UNIT}path__startswith": unit.path}
    )
    said = Recommendation.objects.on_newest().filter(reviewer=reviewer).values("revision__essay")
    return list(rows.exclude(essay__in=said).select_related("essay").order_by("essay"))


@action("essays.lift_recusal")
def lift_recusal(*, by: Any, recusal: Recusal) -> Result:
    """Take back what one has noted oneself: RECUSAL_LIFTED. Raises Forbidden for another's."""
    own_recusals.check(by, recusal)
    Recusal.objects.filter(pk=recusal.pk).delete()
    return Result(ReviewOutcome.RECUSAL_LIFTED, None, {"changes": {"recusal": recusal.public_id}})
