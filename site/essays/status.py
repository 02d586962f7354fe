"""How many essays are owed, handed in and accepted: by unit, by type, by course."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from essays.enums import HANDED_IN, EssayState
from essays.models import Essay, EssayTask
from essays.participants import (
    Asked,
    asked_as_members,
    asked_as_participants,
    owed_now,
    participants,
)
from essays.rules import follow_tasks

UNIT, TYPE, COURSE = "unit", "type", "course"
GROUPS = {
    UNIT: gettext_lazy("By unit"),
    TYPE: gettext_lazy("By type"),
    COURSE: gettext_lazy("By course or event"),
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
    """The figures of the tasks that `person` follows, grouped. As many statements for any number.

    Who owes what is said by `participants`; of a call nobody owes anything. Raises KeyError for an
    unknown group.
    """
    name_of = NAMES[group]
    tasks = list(EssayTask.objects.filter(owed_now(), pk__in=follow_tasks.visible(person)))
    asked = [*asked_as_participants(tasks, participants()), *asked_as_members(tasks)]
    states = {
        (author, task): state
        for author, task, state in Essay.objects.filter(task__in=tasks).values_list(
            "author", "task", "state"
        )
    }
    pages = _pages({one.offering.page_id for one in asked if one.offering is not None})
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in asked:
        state = states.get((one.person.pk, one.task.pk), "")
        figures = counted[name_of(one, pages)]
        figures["due"] += 1
        figures["handed_in"] += state in HANDED_IN
        figures["accepted"] += state == EssayState.ACCEPTED
    return [Line(name, **figures) for (_place, name), figures in sorted(counted.items())]


def _pages(keys: set[int]) -> dict[int, dict[str, Any]]:
    rows = Page.objects.filter(pk__in=keys)
    return {row["pk"]: row for row in rows.values("pk", "title", "path", "eventpage__kind__name")}


def _unit(one: Asked, pages: Any) -> tuple[str, str]:
    return (one.unit.path, one.unit.name) if one.unit else ("~", _("without a unit"))


def _type(one: Asked, pages: Any) -> tuple[str, str]:
    if one.offering is None:
        return "~", _("Asked of units")
    name = pages[one.offering.page_id]["eventpage__kind__name"] or _("Courses")
    return name, name


def _course(one: Asked, pages: Any) -> tuple[str, str]:
    if one.offering is None:
        return "~", one.task.title
    page = pages[one.offering.page_id]
    return page["path"], page["title"]


# By what the lines stand in order, and what each is called.
NAMES: dict[str, Callable[[Asked, Any], tuple[str, str]]] = {
    UNIT: _unit,
    TYPE: _type,
    COURSE: _course,
}


def total(found: list[Line]) -> Line:
    """All of them together."""
    return Line(
        _("All"),
        sum(line.due for line in found),
        sum(line.handed_in for line in found),
        sum(line.accepted for line in found),
    )
