"""A unit recommends essays of its people for a call."""

from typing import Any

from django.utils import timezone

from essays.actions.assign import assign_what_came
from essays.deadlines import Deadlines
from essays.enums import UNSENT, EssayState
from essays.models import Assignment, Essay
from essays.outcomes import RecommendOutcome
from essays.rules import recommend_essays
from kernel.actions import action
from kernel.outcomes import Result

UNREAD = (EssayState.SUBMITTED, EssayState.RESUBMITTED)


@action("essays.recommend")
def recommend(*, by: Any, essay: Essay, is_recommended: bool = True) -> Result:
    """Recommend an essay that was handed in, or take that back; its words stay its author's.

    Outcomes: RECOMMENDED, TAKEN_BACK, UNCHANGED, NOT_A_CALL, NOT_HANDED_IN, OVER,
    BEING_READ. Raises Forbidden
    for anybody but the liaisons of the author's unit.
    """
    if by is not None:
        recommend_essays.check(by, essay)
    held = (
        Essay.objects.select_for_update(no_key=True, of=("self",))
        .select_related("task", "author", "unit")
        .get(pk=essay.pk)
    )
    if not (held.task.is_call and held.task.by_units):
        return Result(RecommendOutcome.NOT_A_CALL, held)
    if held.state in UNSENT:
        return Result(RecommendOutcome.NOT_HANDED_IN, held)
    if Deadlines([held.task]).of(held.task, held.author, held.unit).is_over():
        return Result(RecommendOutcome.OVER, held)
    if is_recommended == (held.recommended_at is not None):
        return Result(RecommendOutcome.UNCHANGED, held)
    if not (is_recommended or held.task.by_persons) and held.state not in UNREAD:
        return Result(RecommendOutcome.BEING_READ, held)
    held.recommended_at = timezone.now() if is_recommended else None
    held.save(update_fields=["recommended_at"])
    if not held.task.by_persons:
        _pass_on(held)
    done = RecommendOutcome.RECOMMENDED if is_recommended else RecommendOutcome.TAKEN_BACK
    return Result(done, held, {"changes": {"recommended": is_recommended}})


def _pass_on(essay: Essay) -> None:
    """Where reviewers get what units recommend: to them, or away from them again."""
    if essay.recommended_at is None:
        Assignment.objects.filter(essay=essay).delete()
    elif essay.is_waiting:
        assign_what_came(essay)
