"""When whom to remind of an essay that is still owed."""

from datetime import date
from typing import Any

from django.utils import timezone

from essays.duties import Debt, debts_of_task
from essays.enums import UNSENT
from essays.models import EssayTask
from essays.numbers import UnitNumbers, numbers_of
from people.models import Membership
from people.rules import LIAISONS

# After so many days a reminder that could not be sent is no longer news.
DAYS_AFTER = 3


def to_remind(task: EssayTask) -> list[Debt]:
    """Who has a first text to hand in; who was asked to revise has a comment, and no deadline."""
    debts = debts_of_task(task)
    return [d for d in debts if d.essay is None or d.essay.state in UNSENT]


def stage_of(task: EssayTask, debt: Debt, today: date) -> str:
    """Which of the task's reminders is due today for a debt, under a name; "" for none.

    One that was missed is caught up until the next one's day.
    """
    return stage_for(task, timezone.localtime(debt.deadline.due_at).date(), today)


def stage_for(task: EssayTask, due_on: date, today: date) -> str:
    """The same for anything of the task that is due on a day."""
    left = (due_on - today).days
    if left >= 0:
        before = [days for days in task.remind_before if days >= left]
        return f"{due_on}:-{min(before)}" if before else ""
    after = [days for days in task.remind_after if days <= -left <= days + DAYS_AFTER]
    return f"{due_on}:+{max(after)}" if after else ""


def short_today(task: EssayTask, today: date) -> list[tuple[UnitNumbers, str]]:
    """Units of a call with essays missing for a number whose reminder is due, with its stage."""
    milestones = list(task.milestones.all())
    staged = [(m, stage_for(task, m.due_on, today)) for m in milestones]
    near = [(milestone, stage) for milestone, stage in staged if stage]
    if not near:
        return []
    milestone, stage = near[0]
    rows = numbers_of(task, milestone=milestone)
    return [(row, stage) for row in rows if row.missing]


def short_now(task: EssayTask) -> list[UnitNumbers]:
    """Units of a call with essays missing for the next number by a day."""
    return [row for row in numbers_of(task) if row.missing]


def liaisons_of(rows: list[UnitNumbers]) -> Any:
    """Memberships of those who answer for these units. One query."""
    held = Membership.objects.current().filter(role__in=LIAISONS, user__is_active=True)
    return held.filter(unit__in=[row.unit for row in rows]).select_related("user", "unit")


def reached(task: EssayTask) -> tuple[int, int]:
    """How many people, of how many units, a reminder would reach; some had it today already."""
    if task.is_call:
        pairs = {(row.user_id, row.unit_id) for row in liaisons_of(short_now(task))}
    else:
        pairs = {(debt.person.pk, debt.unit.pk if debt.unit else None) for debt in to_remind(task)}
    return len({person for person, _unit in pairs}), len({unit for _person, unit in pairs} - {None})


def due_today(task: EssayTask, today: date) -> list[tuple[Debt, str]]:
    """Who is to be reminded today, and of which stage."""
    staged = [(debt, stage_of(task, debt, today)) for debt in to_remind(task)]
    return [(debt, stage) for debt, stage in staged if stage]
