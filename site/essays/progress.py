"""How far the essays of offerings are, in figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from essays.enums import WAITING, EssayState
from essays.models import Essay
from essays.participants import enough, is_asked_in, participants, tasks_in, with_attendance

FIGURES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(WAITING, ("handed_in", "waiting")),
    EssayState.ACCEPTED: ("handed_in", "accepted"),
    EssayState.NOT_ACCEPTED: ("handed_in",),
    EssayState.RETURNED: ("returned",),
    EssayState.DRAFT: ("begun",),
}


@dataclass(frozen=True)
class Progress:
    """Figures over pairs of a participant and a task; who is not asked is in none of them.

    `due`: all pairs; `handed_in`: submitted and not returned; `waiting`: submitted, not decided;
    `accepted`; `returned`: sent back and not handed in again;
    `begun`: a draft that was never handed in.
    """

    due: int = 0
    handed_in: int = 0
    waiting: int = 0
    accepted: int = 0
    returned: int = 0
    begun: int = 0

    @property
    def owed(self) -> int:
        """Pairs without an essay that is handed in."""
        return self.due - self.handed_in


def status_of_offering(offering: Any) -> Progress:
    """The figures of one offering. Three queries."""
    return status_of_offerings([offering])[offering.pk]


def status_of_offerings(offerings: Iterable[Any]) -> dict[int, Progress]:
    """The figures of several offerings by key, zeros where nothing is asked. Three queries."""
    found = {offering.pk: offering for offering in offerings}
    tasks = list(tasks_in(found.values()))
    asked = participants().filter(offering__in=found)
    # Grouped by what was attended: whether it is enough is the task's to say.
    people = with_attendance(asked.order_by()).values_list("offering", "came", "held")
    essays = with_attendance(
        Essay.objects.filter(task__in=tasks, registration__in=asked), "registration__"
    ).values_list("registration__offering", "task", "state", "came", "held")
    figures: dict[int, Counter[str]] = {key: Counter() for key in found}
    for key, came, held, number in people.annotate(Count("pk")):
        for task in tasks:
            if is_asked_in(task, found[key]) and enough(task, came, held):
                figures[key]["due"] += number
    by_key = {task.pk: task for task in tasks}
    for key, task_key, state, came, held, number in essays.annotate(Count("pk")):
        if enough(by_key[task_key], came, held):
            figures[key].update(dict.fromkeys(FIGURES.get(state, ()), number))
    return {key: Progress(**counted) for key, counted in figures.items()}
