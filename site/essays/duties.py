"""What a person is asked to write, and what of it is still owed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from essays.enums import EssayState
from essays.models import Essay, EssayTask
from essays.participants import ASKING, participants


@dataclass(frozen=True)
class Duty:
    """One task of one person: the task (with its offering and page) and the essay, if begun."""

    task: EssayTask
    essay: Essay | None

    @property
    def due_at(self) -> datetime:
        """The deadline."""
        return self.task.due_at

    @property
    def state(self) -> str:
        """The essay's state; empty when it was not begun."""
        return self.essay.state if self.essay else ""

    @property
    def is_owed(self) -> bool:
        """Not begun, not handed in, or sent back for revision."""
        return self.essay is None or self.essay.is_writable

    @property
    def is_returned(self) -> bool:
        """Whether a reviewer asked for a revision."""
        return self.state == EssayState.RETURNED

    @property
    def is_overdue(self) -> bool:
        """Owed after the deadline; a returned essay was in time once and is not."""
        return self.is_owed and not self.is_returned and timezone.now() > self.due_at


def tasks_of(person: Any) -> list[Duty]:
    """Every task that `person` has as a participant, soonest due first. Two queries."""
    tasks = list(
        EssayTask.objects.filter(
            offering__in=participants().filter(person=person).values("offering"),
            offering__state__in=ASKING,
        )
        .select_related("offering__page", "offering__lead_unit")
        .order_by("due_at", "pk")
    )
    essays = {essay.task_id: essay for essay in Essay.objects.of(person).filter(task__in=tasks)}
    return [Duty(task, essays.get(task.pk)) for task in tasks]


def owed(person: Any) -> list[Duty]:
    """The tasks that `person` has not handed in, soonest due first. Two queries."""
    return [duty for duty in tasks_of(person) if duty.is_owed]


def debts_in(offering: Any) -> list[dict[str, Any]]:
    """Who owes what in an offering, for its organiser and the liaisons. Three queries.

    Rows in the units' official order with `person`, `unit`, `task` and `essay` (None: not begun);
    never a text.
    """
    registrations = list(
        participants()
        .filter(offering=offering)
        .select_related("person", "unit")
        .order_by(F("unit__path").asc(nulls_last=True), "person__name_key", "pk")
    )
    tasks = list(EssayTask.objects.filter(offering=offering).order_by("due_at", "pk"))
    begun = {
        (essay.author_id, essay.task_id): essay
        for essay in Essay.objects.filter(task__offering=offering)
    }
    rows = [
        {
            "person": r.person,
            "unit": r.unit,
            "task": task,
            "essay": begun.get((r.person_id, task.pk)),
        }
        for r in registrations
        for task in tasks
    ]
    return [row for row in rows if row["essay"] is None or row["essay"].is_writable]
