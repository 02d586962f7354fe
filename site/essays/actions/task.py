"""Setting an essay task, and changing one."""

from typing import Any

from django.utils import timezone

from essays.models import EssayTask
from essays.outcomes import TaskOutcome
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result

EDITABLE = frozenset({"title", "title_en", "prompt", "min_characters", "max_characters", "due_at"})


@action("essays.create_task")
def create_task(*, by: Any, offering: Offering, values: dict[str, Any]) -> Result:
    """Ask the participants of an offering for an essay; `values` are fields in EDITABLE.

    Ends in CREATED, RANGE_BACKWARDS or DUE_ALREADY; raises ValueError for any other field.
    """
    _judge(values)
    if values["min_characters"] > values["max_characters"]:
        return Result(TaskOutcome.RANGE_BACKWARDS)
    if values["due_at"] <= timezone.now():
        return Result(TaskOutcome.DUE_ALREADY)
    task = EssayTask.objects.create(offering=offering, **values)
    details = {"name": task.title, "changes": {"due_at": task.due_at.isoformat()}}
    return Result(TaskOutcome.CREATED, task, details)


@action("essays.edit_task")
def edit_task(*, by: Any, task: EssayTask, values: dict[str, Any]) -> Result:
    """Change a task: EDITED, UNCHANGED, RANGE_BACKWARDS, or DUE_ALREADY for a new deadline.

    Raises ValueError for a field that is not in EDITABLE.
    """
    _judge(values)
    task = (
        EssayTask.objects.select_for_update(no_key=True, of=("self",))
        .select_related("offering__page")
        .get(pk=task.pk)
    )
    changed = {name: value for name, value in values.items() if getattr(task, name) != value}
    if not changed:
        return Result(TaskOutcome.UNCHANGED, task)
    if "due_at" in changed and changed["due_at"] <= timezone.now():
        return Result(TaskOutcome.DUE_ALREADY, task)
    for name, value in changed.items():
        setattr(task, name, value)
    if task.min_characters > task.max_characters:
        return Result(TaskOutcome.RANGE_BACKWARDS, task)
    task.save(update_fields=list(changed))
    details = {"name": task.title, "changes": {"fields": sorted(changed)}}
    return Result(TaskOutcome.EDITED, task, details)


def _judge(values: dict[str, Any]) -> None:
    if unknown := set(values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
