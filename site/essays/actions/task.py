"""Setting an essay task, and changing one."""

from typing import Any

from django.utils import timezone

from essays.models import EssayMilestone, EssayTask, GenreRule
from essays.outcomes import TaskOutcome
from essays.rules import courses_led_by, lead_tasks
from essays.task_enums import Audience
from kernel.actions import action
from kernel.outcomes import Result

# Of whom it is asked is settled when a task is set: essays may have been begun.
ASKED_OF = frozenset({"audience", "offering", "course", "lead_unit", "kind"})
EDITABLE = frozenset(
    {
        "title",
        "title_en",
        "prompt",
        "takes",
        "min_characters",
        "max_characters",
        "originality",
        "opens_at",
        "due_at",
        "cutoff_at",
        "least_sessions",
        "least_percent",
        "by_persons",
        "by_units",
        "per_staff",
        "unit_numbers",
        "remind_before",
        "remind_after",
    }
)
TOLD = frozenset({"title", "title_en", "due_at"})
"""What calendars tell of a task."""
# Rows and sets beside the task: `units`; `genres` as (genre, least, most, lines or None);
# `milestones` as (day, number).
BESIDE = frozenset({"units", "genres", "milestones"})


@action("essays.create_task")
def create_task(*, by: Any, values: dict[str, Any], offering: Any = None) -> Result:
    """Ask people for an essay; `values` are fields in ASKED_OF, EDITABLE and BESIDE.

    Ends in CREATED, NO_WAY_IN, RANGE_BACKWARDS, DATES_BACKWARDS, DUE_ALREADY, NOBODY_ASKED,
    NOT_LEADING or, where others lead offerings of the course, COURSE_OF_OTHERS;
    raises ValueError for any other field. `offering` is short for an offering's task.
    """
    if offering is not None:
        values = values | {"offering": offering}
    _judge(values, ASKED_OF | EDITABLE | BESIDE)
    plain = {name: value for name, value in values.items() if name not in BESIDE}
    task = EssayTask(**plain)
    if task.offering is not None:
        task.lead_unit = task.offering.lead_unit
    if refusal := _refusal(task, values.get("units"), by, is_new=True):
        return Result(refusal)
    if by is not None and task.course and not courses_led_by(by).filter(pk=task.course_id).exists():
        return Result(TaskOutcome.COURSE_OF_OTHERS)
    task.save()
    _lay_beside(task, values)
    details = {"name": task.title, "changes": {"due_at": task.due_at.isoformat()}}
    return Result(TaskOutcome.CREATED, task, details)


@action("essays.edit_task")
def edit_task(*, by: Any, task: EssayTask, values: dict[str, Any]) -> Result:
    """Change a task's fields in EDITABLE and BESIDE.

    Ends in EDITED, UNCHANGED or a refusal as in `create_task`; DUE_ALREADY for a new deadline
    alone. Raises ValueError for a field that is in neither.
    """
    _judge(values, EDITABLE | BESIDE)
    task = (
        EssayTask.objects.select_for_update(no_key=True, of=("self",))
        .select_related("offering__page")
        .get(pk=task.pk)
    )
    before = beside(task)
    changed = {
        name: value
        for name, value in values.items()
        if (before[name] if name in BESIDE else getattr(task, name)) != _comparable(value)
    }
    if not changed:
        return Result(TaskOutcome.UNCHANGED, task)
    plain = [name for name in changed if name not in BESIDE]
    for name in plain:
        setattr(task, name, changed[name])
    units = changed.get("units", before["units"])
    if refusal := _refusal(task, units, by, is_new="due_at" in changed):
        return Result(refusal, task)
    if TOLD.intersection(plain):
        task.revision, task.changed_at = task.revision + 1, timezone.now()
        plain += ["revision", "changed_at"]
    if plain:
        task.save(update_fields=plain)
    _lay_beside(task, changed)
    details = {"name": task.title, "changes": {"fields": sorted(changed)}}
    return Result(TaskOutcome.EDITED, task, details)


def beside(task: EssayTask) -> dict[str, Any]:
    """The rows and sets beside a task, as values name them."""
    columns = ("genre", "min_characters", "max_characters", "max_lines")
    return {
        "units": set(task.units.all()),
        "genres": list(task.genres.values_list(*columns)),
        "milestones": list(task.milestones.values_list("due_on", "number")),
    }


def _comparable(value: Any) -> Any:
    return set(value) if hasattr(value, "model") else value


def _judge(values: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(values) - known:
        raise ValueError(f"not editable: {sorted(unknown)}")


def _refusal(task: EssayTask, units: Any, by: Any, *, is_new: bool) -> TaskOutcome | None:
    """Why a task cannot be as it is; `is_new`: its deadline is a new one."""
    asked = {
        Audience.OFFERING: task.offering_id,
        Audience.COURSE: task.course_id,
        Audience.UNITS: units,
        Audience.OPEN: True,
    }
    if not asked[Audience(task.audience)] or task.lead_unit_id is None:
        return TaskOutcome.NOBODY_ASKED
    if by is not None and not lead_tasks.allows(by, task.lead_unit):
        return TaskOutcome.NOT_LEADING
    if refusal := _contradiction(task):
        return refusal
    if is_new and task.due_at <= timezone.now():
        return TaskOutcome.DUE_ALREADY
    return None


def _contradiction(task: EssayTask) -> TaskOutcome | None:
    """Why the fields of a task do not fit each other."""
    if not (task.by_persons or task.by_units):
        return TaskOutcome.NO_WAY_IN
    if task.min_characters > task.max_characters:
        return TaskOutcome.RANGE_BACKWARDS
    opens, closes = task.opens_at, task.cutoff_at
    if (opens and opens >= task.due_at) or (closes and closes < task.due_at):
        return TaskOutcome.DATES_BACKWARDS
    return None


def _lay_beside(task: EssayTask, values: dict[str, Any]) -> None:
    if "units" in values:
        task.units.set(values["units"])
    if "genres" in values:
        task.genres.all().delete()
        GenreRule.objects.bulk_create(
            GenreRule(
                task=task, genre=genre, min_characters=least, max_characters=most, max_lines=lines
            )
            for genre, least, most, lines in values["genres"]
        )
    if "milestones" in values:
        task.milestones.all().delete()
        EssayMilestone.objects.bulk_create(
            EssayMilestone(task=task, due_on=day, number=number)
            for day, number in values["milestones"]
        )
