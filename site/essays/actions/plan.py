"""Setting how the essays of a task are reviewed, and by which score sheet."""

from typing import Any

from essays.models import Criterion, EssayTask, ReviewPlan, Score
from essays.outcomes import ReviewOutcome
from essays.rules import direct_review
from kernel.actions import action
from kernel.outcomes import Result

EDITABLE = ("decides", "reviewers_each", "is_anonymous", "guidelines", "half_points", "spread")
SHEET = ("name", "name_en", "weight", "most")


@action("essays.plan_review")
def plan_review(
    *, by: Any, task: EssayTask, values: dict[str, Any], sheet: list[dict[str, Any]] | None = None
) -> Result:
    """Set who decides, how many read each essay, in the dark or not, and the score sheet.

    `values`: the fields in EDITABLE; `sheet`: the criteria in their order with the fields in SHEET,
    None leaves them. Once somebody has given points the sheet stays as it is. Outcomes: PLANNED,
    UNCHANGED, SCORED_ALREADY. Raises Forbidden unless `by` directs the review.
    """
    if by is not None:
        direct_review.check(by, task)
    plan, made = ReviewPlan.objects.select_for_update(no_key=True).get_or_create(task=task)
    changed = sorted(name for name in EDITABLE if getattr(plan, name) != values[name])
    other_sheet = sheet is not None and sheet != sheet_of(task)
    if other_sheet and Score.objects.filter(criterion__task=task).exists():
        return Result(ReviewOutcome.SCORED_ALREADY, task)
    if not changed and not other_sheet and not made:
        return Result(ReviewOutcome.UNCHANGED, task)
    for name in EDITABLE:
        setattr(plan, name, values[name])
    plan.save()
    if other_sheet and sheet is not None:
        _write(task, sheet)
    shown = {"fields": [*changed, *(["sheet"] if other_sheet else [])]}
    if "is_anonymous" in changed:
        shown["anonymous"] = plan.is_anonymous  # type: ignore[assignment]
    return Result(ReviewOutcome.PLANNED, task, {"name": task.title, "changes": shown})


def sheet_of(task: EssayTask) -> list[dict[str, Any]]:
    """The criteria of a task as `plan_review` takes them."""
    return list(Criterion.objects.filter(task=task).values(*SHEET))


def _write(task: EssayTask, sheet: list[dict[str, Any]]) -> None:
    Criterion.objects.filter(task=task).delete()
    Criterion.objects.bulk_create(
        Criterion(task=task, position=place, **line) for place, line in enumerate(sheet)
    )
