"""How far the essays of offerings are, in figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from essays.enums import HANDED_IN, WAITING, EssayState
from essays.models import Essay, EssayTask
from essays.participants import participants


@dataclass(frozen=True)
class Progress:
    """Figures over pairs of a participant and a task; who is no participant is in none of them.

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
    ids = [offering.pk for offering in offerings]
    asked = participants().filter(offering__in=ids)
    people = dict(asked.order_by().values_list("offering").annotate(Count("pk")))
    tasks = dict(
        EssayTask.objects.filter(offering__in=ids).values_list("offering").annotate(Count("pk"))
    )
    rows: Any = (
        Essay.objects.filter(task__offering__in=ids, registration__in=asked)
        .values(offering=F("task__offering"))
        .annotate(
            handed_in=Count("pk", filter=Q(state__in=HANDED_IN)),
            waiting=Count("pk", filter=Q(state__in=WAITING)),
            accepted=Count("pk", filter=Q(state=EssayState.ACCEPTED)),
            returned=Count("pk", filter=Q(state=EssayState.RETURNED)),
            begun=Count("pk", filter=Q(state=EssayState.DRAFT)),
        )
    )
    figures = {row.pop("offering"): row for row in rows}
    return {
        pk: Progress(due=people.get(pk, 0) * tasks.get(pk, 0), **figures.get(pk, {})) for pk in ids
    }
