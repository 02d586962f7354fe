"""What a person is asked to write, and what of it is still owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from essays.asked import Asked, asked, in_official_order, unit_paths
from essays.deadlines import Deadline, Deadlines
from essays.enums import UNSENT, EssayState
from essays.models import Essay, EssayRevision, EssayTask
from essays.participants import (
    ASKING,
    chosen,
    enough,
    owed_now,
    owes,
    participants,
    tasks_in,
    unit_for,
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
        """Asked and not handed in; or sent back for revision, whether asked or not."""
        return owes(self.asked or self.is_returned, self.essay)

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
    """Every task that `person` is asked for or may write for, soonest due first.

    Four queries, and one more for who belongs to several units.
    """
    rows = with_attendance(participants().filter(person=person, offering__state__in=ASKING))
    own = list(rows.select_related("offering", "unit").order_by("pk"))
    units = list({membership.unit for membership in person.current_memberships})
    tasks = list(
        EssayTask.objects.filter(_addressed(own, units))
        .select_related("offering__page", "offering__lead_unit")
        .order_by("due_at", "pk")
    )
    written = Essay.objects.of(person).filter(task__in=tasks).select_related("unit")
    essays = {essay.task_id: essay for essay in written}
    deadlines = Deadlines(tasks)
    paths = unit_paths(tasks) if len(units) > 1 else {}
    found = []
    for task in tasks:
        essay = essays.get(task.pk)
        row = chosen(task, own, essay)
        unit = row.unit if row else unit_for(units, paths.get(task.pk, [""]), essay)
        deadline = deadlines.of(task, person, essay.unit if essay else unit)
        found.append(Duty(task, essay, deadline, row, _is_asked(task, row)))
    return found


def _is_asked(task: EssayTask, row: Any) -> bool:
    """Whether a task that addresses a person asks for an essay, by a registration or without."""
    begun = task.opens_at is None or task.opens_at <= timezone.now()
    if not begun or task.is_call or task.audience == Audience.OPEN:
        return False
    return row is None or enough(task, row.came, row.held)


def _addressed(own: list[Any], units: list[Unit]) -> Q:
    """Condition: the task is for one of these registrations, one of these units, or everybody."""
    above = {unit.path[:end] for unit in units for end in range(len(unit.path), 0, -Unit.steplen)}
    links = EssayTask.units.through.objects.filter(unit__path__in=above).values("essaytask")
    return (
        Q(offering__in=[row.offering_id for row in own])
        | Q(course__in=[row.page for row in own])
        | Q(audience=Audience.UNITS, pk__in=links)
        | Q(audience=Audience.OPEN)
    )


def owed(person: Any) -> list[Duty]:
    """The tasks that `person` has not handed in, soonest due first; as many queries."""
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
        """Past its deadline; a returned essay was in time once and is not."""
        unsent = self.essay is None or self.essay.state in UNSENT
        return unsent and self.deadline.is_late()

    @property
    def writes_for(self) -> Unit | None:
        """The unit whose deadline holds: that of the essay once it is begun."""
        return self.essay.unit if self.essay else self.unit


def debts_in(offering: Any) -> list[Debt]:
    """Who owes what in an offering, for its organiser and the liaisons. Four queries.

    In the units' official order, then by name. Who is in two cohorts of a course owes its task in
    one of them.
    """
    tasks = list(tasks_in([offering]).order_by("due_at", "pk"))
    return _owed(in_official_order(asked(tasks, Q(offering=offering))))


def debts_of_task(task: EssayTask) -> list[Debt]:
    """Who owes an essay for one task, in the units' official order. Six queries at most."""
    if not EssayTask.objects.filter(owed_now(), pk=task.pk).exists():
        return []
    return _owed(in_official_order(asked([task])))


def debts_of_unit(unit: Unit) -> list[Debt]:
    """What people of a unit and those below it owe, the first to be due first. Six queries."""
    found = _owed(asked(_tasks_for(unit, EssayTask.objects.filter(owed_now())), within=unit))
    return sorted(found, key=lambda debt: (debt.task.due_at, debt.task.pk, debt.person.name_key))


def _tasks_for(unit: Unit, tasks: Any) -> list[EssayTask]:
    """Those of `tasks` that may ask people of the unit."""
    rows = participants().filter(unit__path__startswith=unit.path)
    own = rows.filter(offering__state__in=ASKING).order_by()
    return list(
        tasks.filter(
            Q(offering__in=own.values("offering"))
            | Q(course__in=own.values("offering__page"))
            | Q(audience=Audience.UNITS)
        )
    )


def handed_in_time(unit: Unit, tasks: Any) -> tuple[int, int]:
    """Of `tasks` (a queryset): how many essays were due from people of a unit, and came in time.

    Who was given more time that still runs is in neither. Six queries at most.
    """
    due = _tasks_for(unit, tasks.filter(owed_now()))
    written = Essay.objects.annotate(first_at=Subquery(_begun().values("submitted_at")[:1]))
    rows = asked(due, within=unit, written=written)
    deadlines = Deadlines(due)
    all_due = [(one.essay, _deadline(deadlines, one)) for one in rows]
    over = [(essay, deadline) for essay, deadline in all_due if deadline.is_late()]
    in_time = sum(
        essay is not None and essay.state not in UNSENT and not deadline.is_late(essay.first_at)  # type: ignore[attr-defined]
        for essay, deadline in over
    )
    return len(over), in_time


def _begun() -> Any:
    """Revisions of the essay of the outer query for which the deadline held, the last one first:
    not those that answer a review. Of an essay that was taken back and handed in anew, the new one.
    """
    returned = EssayRevision.objects.filter(
        essay=OuterRef("essay"), number=OuterRef("number") - 1, review__isnull=False
    )
    rows = EssayRevision.objects.filter(~Exists(returned), essay=OuterRef("pk"))
    return rows.order_by("-number")


def _deadline(deadlines: Deadlines, one: Asked) -> Deadline:
    return deadlines.of(one.task, one.person, one.essay.unit if one.essay else one.unit)


def _owed(rows: Iterable[Asked]) -> list[Debt]:
    """Of those who are asked, who has not handed in. One query."""
    owing = [one for one in rows if one.is_owed]
    deadlines = Deadlines({one.task.pk: one.task for one in owing}.values())
    return [
        Debt(one.person, one.unit, one.task, one.offering, one.essay, _deadline(deadlines, one))
        for one in owing
    ]
