"""How many essays each unit of a call has, beside how many it is asked for by which day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db.models import Q
from django.utils import timezone

from essays.models import Essay, EssayMilestone, EssayTask
from essays.task_enums import TaskKind
from people.models import Unit

SHOWN_FOR = timedelta(days=90)  # after the deadline


@dataclass(frozen=True)
class UnitNumbers:
    """One unit's essays: handed in, recommended, and `missing` up to the next number by a day."""

    unit: Unit
    handed_in: int
    recommended: int
    asked: int
    by: date | None
    missing: int


def calls_of(unit: Unit) -> list[EssayTask]:
    """Calls for which `unit` is asked, or its people have begun to write; not long over.

    Three queries, with the units that are named and the numbers by a day.
    """
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
    links = EssayTask.units.through.objects.filter(unit__path__in=above).values("essaytask")
    begun = Essay.objects.filter(unit__path__startswith=unit.path).values("task")
    rows = EssayTask.objects.filter(kind=TaskKind.CALL, due_at__gte=timezone.now() - SHOWN_FOR)
    rows = rows.filter(Q(pk__in=links) | Q(pk__in=begun))
    return list(rows.prefetch_related("milestones", "units").order_by("due_at", "pk"))


def numbers_of(
    task: EssayTask, units: list[Unit] | None = None, milestone: EssayMilestone | None = None
) -> list[UnitNumbers]:
    """Every unit that is asked, or those given, in official order. Three queries at most.

    Beside the next number by a day, or that of `milestone`. A number is asked of the units that
    the call names: of one below them, nothing by itself.
    """
    named = sorted(task.units.all(), key=lambda unit: unit.path)
    keys = {unit.pk for unit in named}
    units = named if units is None else units
    handed_in, recommended = _essays(task, units)
    milestone = milestone or _next(list(task.milestones.all()))
    counted = recommended if task.by_units else handed_in
    found = []
    for unit in units:
        next_one = milestone if unit.pk in keys else None
        asked = own_number(task, next_one, unit) if next_one else 0
        missing = max(asked - counted[unit.pk], 0)
        by = next_one.due_on if next_one else None
        found.append(
            UnitNumbers(unit, handed_in[unit.pk], recommended[unit.pk], asked, by, missing)
        )
    return found


def own_number(task: EssayTask, milestone: EssayMilestone, unit: Unit) -> int:
    """How many essays one unit is asked for by the day of `milestone`.

    The number given to this unit for this day, if one is; else the common one. Where the task
    counts by staff, that once more for every so many begun; a unit whose staff the
    directory does not give is asked for the plain number.
    """
    given: int | None = task.unit_numbers.get(unit.public_id, {}).get(milestone.due_on.isoformat())
    if given is not None:
        return given
    if not task.per_staff or not unit.staff_size:
        return milestone.number
    return milestone.number * ceil(unit.staff_size / task.per_staff)


def _essays(task: EssayTask, units: list[Unit]) -> tuple[Counter[int], Counter[int]]:
    """Essays of each unit and those below it: handed in, recommended."""
    handed_in: Counter[int] = Counter()
    recommended: Counter[int] = Counter()
    rows = Essay.objects.submitted_once().filter(task=task).exclude(unit=None)
    for path, recommended_at in rows.values_list("unit__path", "recommended_at"):
        for unit in units:
            if path.startswith(unit.path):
                handed_in[unit.pk] += 1
                recommended[unit.pk] += recommended_at is not None
    return handed_in, recommended


def _next(milestones: list[Any]) -> Any:
    """The first that is still to come; the last one when all are past."""
    today = timezone.localdate()
    coming = [milestone for milestone in milestones if milestone.due_on >= today]
    return coming[0] if coming else milestones[-1] if milestones else None
