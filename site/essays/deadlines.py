"""Until when: the task's own dates, and the more that a person or a unit was given."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from essays.models import EssayExtension, EssayTask


@dataclass(frozen=True)
class Deadline:
    """In time until `due_at`, late until `closes_at`, then not taken any more.

    `times_given`: how often somebody was given more time than the task's, the last at `given_at`.
    """

    due_at: datetime
    closes_at: datetime
    is_extended: bool = False
    times_given: int = 0
    given_at: datetime | None = None

    def is_late(self, at: datetime | None = None) -> bool:
        """Whether what comes now, or at `at`, is late."""
        return (at or timezone.now()) > self.due_at

    def is_over(self, at: datetime | None = None) -> bool:
        """Whether nothing is taken any more."""
        return (at or timezone.now()) > self.closes_at


class Deadlines:
    """The deadlines of some tasks for anybody. One query for all of them."""

    def __init__(self, tasks: Iterable[EssayTask]) -> None:
        rows = EssayExtension.objects.filter(task__in=list(tasks)).select_related("unit")
        self._given: dict[int, list[EssayExtension]] = defaultdict(list)
        for row in rows:
            self._given[row.task_id].append(row)

    def of(self, task: EssayTask, person: Any, unit: Any = None) -> Deadline:
        """What holds for `person`, who writes for `unit`: the latest of what was given."""
        given = [
            row
            for row in self._given[task.pk]
            if row.person_id == person.pk
            or (row.unit and unit and unit.path.startswith(row.unit.path))
        ]
        due = max([task.due_at, *(row.until for row in given)])
        return Deadline(
            due,
            max(due, task.closes_at),
            due > task.due_at,
            sum(row.revision for row in given),
            max((row.at for row in given), default=None),
        )


def deadline_of(essay: Any) -> Deadline:
    """What holds for the author of an essay. One query, with the unit's another one."""
    return Deadlines([essay.task]).of(essay.task, essay.author, essay.unit)
