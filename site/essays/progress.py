"""How far the essays of offerings are, in figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from essays.asked import asked
from essays.enums import WAITING, EssayState
from essays.participants import tasks_in

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


def status_of_offerings(offerings: Iterable[Any]) -> dict[int, Progress]:
    """The figures of several offerings by key, zeros where nothing is asked. Three queries."""
    found = {offering.pk: offering for offering in offerings}
    tasks = list(tasks_in(found.values()))
    figures: dict[int, Counter[str]] = {key: Counter() for key in found}
    for one in asked(tasks, Q(offering__in=list(found)), joined=(), for_figures=True):
        figures[one.registration.offering_id].update(("due", *FIGURES.get(one.state, ())))
    return {key: Progress(**counted) for key, counted in figures.items()}
