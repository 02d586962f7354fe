"""What a person is asked to write, and what of it is still owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Min, Q
from django.utils import timezone

from essays.deadlines import Deadline, Deadlines
from essays.enums import EssayState
from essays.models import Essay, EssayTask
from essays.participants import (
    ASKING,
    Asked,
    asked_as_members,
    asked_as_participants,
    enough,
    is_asked_in,
    owed_now,
    participants,
    tasks_in,
    with_attendance,
)
from essays.task_enums import Audience
from people.models import Unit


@dataclass(frozen=True)
class Duty:
    """One task of one person and the essay, if begun.

    `registration`: by which the person is asked, None for a task of units or for everybody;
    `asked`: owed, not only open to the person.
    """

    task: EssayTask
    essay: Essay | None
    deadline: Deadline
    registration: Any = None
    asked: bool = True

    @property
    def offering(self) -> Any:
        """By which the person is asked; None for a task of units or for everybody."""
        return self.registration.offering if self.registration else None

    @property
    def due_at(self) -> datetime:
        """The deadline, with what more the person was given."""
        return self.deadline.due_at

    @property
    def state(self) -> str:
        """The essay's state; empty when it was not begun."""
        return self.essay.state if self.essay else ""

    @property
    def is_owed(self) -> bool:
        """Asked and not begun, not handed in, or sent back for revision."""
        if self.essay is None:
            return self.asked
        return self.essay.is_writable and (self.asked or self.is_returned)

    @property
    def is_returned(self) -> bool:
        """Whether a reviewer asked for a revision."""
        return self.state == EssayState.RETURNED

    @property
    def is_overdue(self) -> bool:
        """Owed after the deadline; a returned essay was in time once and is not."""
        return self.is_owed and not self.is_returned and self.deadline.is_late()

    @property
    def is_open(self) -> bool:
        """Whether a first text is taken now, be it late."""
        begun = self.task.opens_at is None or self.task.opens_at <= timezone.now()
        return begun and not self.deadline.is_over()


def tasks_of(person: Any) -> list[Duty]:
    """Every task that `person` is asked for or may write for, soonest due first. Four queries."""
    rows = with_attendance(participants().filter(person=person, offering__state__in=ASKING))
    own = list(rows.select_related("offering", "unit").order_by("pk"))
    units = [membership.unit for membership in person.current_memberships]
    tasks = list(
        EssayTask.objects.filter(_addressed(own, units))
        .select_related("offering__page", "offering__lead_unit")
        .order_by("due_at", "pk")
    )
    essays = {essay.task_id: essay for essay in Essay.objects.of(person).filter(task__in=tasks)}
    deadlines = Deadlines(tasks)
    return [_duty(task, person, own, units, essays.get(task.pk), deadlines) for task in tasks]


def _addressed(own: list[Any], units: list[Unit]) -> Q:
    """Condition: the task is for one of these registrations, one of these units, or everybody."""
    above = {unit.path[:end] for unit in units for end in range(len(unit.path), 0, -Unit.steplen)}
    links = EssayTask.units.through.objects.filter(unit__path__in=above).values("essaytask")
    return (
        Q(offering__in=[row.offering_id for row in own])
        | Q(course__in=[row.offering.page_id for row in own])
        | Q(audience=Audience.UNITS, pk__in=links)
        | Q(audience=Audience.OPEN)
    )


def _duty(
    task: EssayTask,
    person: Any,
    own: list[Any],
    units: list[Unit],
    essay: Essay | None,
    deadlines: Deadlines,
) -> Duty:
    row = next((row for row in reversed(own) if is_asked_in(task, row.offering)), None)
    unit = row.unit if row else next(iter(units), None)
    begun = task.opens_at is None or task.opens_at <= timezone.now()
    owes = begun and not task.is_call and task.audience != Audience.OPEN
    if row is not None:
        owes = owes and enough(task, row.came, row.held)
    deadline = deadlines.of(task, person, unit)
    return Duty(task, essay, deadline, row, owes)


def owed(person: Any) -> list[Duty]:
    """The tasks that `person` has not handed in, soonest due first. Four queries."""
    return [duty for duty in tasks_of(person) if duty.is_owed]


@dataclass(frozen=True)
class Debt:
    """One essay that one person still owes; never a text."""

    person: Any
    unit: Unit | None
    task: EssayTask
    offering: Any
    essay: Essay | None
    deadline: Deadline

    @property
    def is_overdue(self) -> bool:
        """Past its deadline and never handed in."""
        return self.deadline.is_late() and not (self.essay and self.essay.submitted_at)


def debts_in(offering: Any) -> list[Debt]:
    """Who owes what in an offering, for its organiser and the liaisons. Four queries.

    In the units' official order, then by name.
    """
    tasks = list(tasks_in([offering]).order_by("due_at", "pk"))
    rows = participants().filter(offering=offering)
    return _owed(asked_as_participants(tasks, _in_order(rows)))


def debts_of_task(task: EssayTask) -> list[Debt]:
    """Who owes an essay for one task, in the units' official order. Five queries at most."""
    if not EssayTask.objects.filter(owed_now(), pk=task.pk).exists():
        return []
    if task.audience == Audience.UNITS:
        return _owed(asked_as_members([task]))
    return _owed(asked_as_participants([task], _in_order(participants())))


def debts_of_unit(unit: Unit) -> list[Debt]:
    """What people of a unit and those below it owe, the first to be due first. Six queries."""
    rows = participants().filter(unit__path__startswith=unit.path)
    own = rows.filter(offering__state__in=ASKING).order_by()
    tasks = list(
        EssayTask.objects.filter(owed_now()).filter(
            Q(offering__in=own.values("offering"))
            | Q(course__in=own.values("offering__page"))
            | Q(audience=Audience.UNITS)
        )
    )
    asked = asked_as_participants(tasks, rows) + asked_as_members(tasks, unit)
    return sorted(
        _owed(asked), key=lambda debt: (debt.task.due_at, debt.task.pk, debt.person.name_key)
    )


def handed_in_time(unit: Unit, tasks: Any) -> tuple[int, int]:
    """Of `tasks` (a queryset): how many essays people of a unit owed, and handed in in time.

    Six queries at most.
    """
    tasks = list(tasks.filter(owed_now()))
    rows = participants().filter(unit__path__startswith=unit.path)
    asked = asked_as_participants(tasks, rows) + asked_as_members(tasks, unit)
    handed_in = Essay.objects.filter(task__in=tasks).submitted_once()
    first = {
        (task, author): at
        for task, author, at in handed_in.order_by()
        .values_list("task", "author")
        .annotate(Min("revisions__submitted_at"))
    }
    deadlines = Deadlines(tasks)
    in_time = 0
    for one in asked:
        at = first.get((one.task.pk, one.person.pk))
        in_time += at is not None and not deadlines.of(one.task, one.person, one.unit).is_late(at)
    return len(asked), in_time


def _in_order(rows: Any) -> Any:
    return rows.order_by(F("unit__path").asc(nulls_last=True), "person__name_key", "pk")


def _owed(asked: Iterable[Asked]) -> list[Debt]:
    """Of those who are asked, who has not handed in. Two queries."""
    asked = list(asked)
    tasks = {one.task.pk: one.task for one in asked}
    begun = {
        (essay.author_id, essay.task_id): essay for essay in Essay.objects.filter(task__in=tasks)
    }
    deadlines = Deadlines(tasks.values())
    found: dict[tuple[int, int], Debt] = {}
    for one in asked:
        key = (one.person.pk, one.task.pk)
        essay = begun.get(key)
        if essay is None or essay.is_writable:
            deadline = deadlines.of(one.task, one.person, one.unit)
            debt = Debt(one.person, one.unit, one.task, one.offering, essay, deadline)
            # Who is in two cohorts of a course owes its task once.
            found.setdefault(key, debt)
    return list(found.values())
