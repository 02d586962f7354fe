"""How many essays are owed, handed in and accepted: by unit, by type, by course."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.enums import EssayState
from essays.models import Essay
from essays.participants import participants
from essays.progress import HANDED_IN
from essays.rules import follow_tasks

UNIT, TYPE, COURSE = "unit", "type", "course"
GROUPS = {
    UNIT: gettext_lazy("By unit"),
    TYPE: gettext_lazy("By type"),
    COURSE: gettext_lazy("By course or event"),
}
# What a line is called, and by what the lines stand in order.
FIELDS = {
    UNIT: (F("unit__name"), F("unit__path")),
    TYPE: (F("offering__page__eventpage__kind__name"), F("offering__page__eventpage__kind__name")),
    COURSE: (F("offering__page__title"), F("offering__page__path")),
}


@dataclass(frozen=True)
class Line:
    """Pairs of a participant and a task: how many there are, are handed in, are accepted."""

    name: str
    due: int
    handed_in: int
    accepted: int

    @property
    def owed(self) -> int:
        """Not handed in."""
        return self.due - self.handed_in

    @property
    def submitted_rate(self) -> float:
        """Handed in of all, 0 to 1."""
        return self.handed_in / self.due if self.due else 0.0

    @property
    def accepted_rate(self) -> float:
        """Accepted of all, 0 to 1."""
        return self.accepted / self.due if self.due else 0.0


def lines(person: Any, group: str) -> list[Line]:
    """The figures of the tasks that `person` follows, grouped. One statement.

    Raises KeyError for an unknown group.
    """
    name, order = FIELDS[group]
    asked = follow_tasks.visible(person)
    essays = Essay.objects.filter(registration=OuterRef("pk"), task=OuterRef("task"))
    accepted = essays.filter(state=EssayState.ACCEPTED)
    rows = (
        participants()
        .filter(offering__essay_tasks__in=asked.values("pk"))
        .alias(task=F("offering__essay_tasks"))
        .alias(is_in=Exists(essays.filter(HANDED_IN)), is_accepted=Exists(accepted))
        .order_by()
        .values(name=name, place=order)
        .annotate(
            due=Count("pk"),
            handed_in=Count("pk", filter=Q(is_in=True)),
            accepted=Count("pk", filter=Q(is_accepted=True)),
        )
        .order_by("place", "name")
    )
    nothing = _("Courses") if group == TYPE else _("without a unit")
    return [
        Line(row["name"] or nothing, row["due"], row["handed_in"], row["accepted"]) for row in rows
    ]


def total(found: list[Line]) -> Line:
    """All of them together."""
    return Line(
        _("All"),
        sum(line.due for line in found),
        sum(line.handed_in for line in found),
        sum(line.accepted for line in found),
    )
