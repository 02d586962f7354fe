"""How many essays are owed, handed in and accepted: by unit, by type, by course."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from essays.asked import Asked, asked
from essays.enums import HANDED_IN, EssayState
from essays.models import EssayTask
from essays.participants import owed_now
from essays.rules import follow_tasks
from people.models import Unit
from publishing import dates

UNIT, TYPE, COURSE = "unit", "type", "course"
GROUPS = {
    UNIT: gettext_lazy("By unit"),
    TYPE: gettext_lazy("By type"),
    COURSE: gettext_lazy("By course or event"),
}


@dataclass(frozen=True)
class Line:
    """Pairs of a participant and a task: how many there are, are handed in, are accepted.

    `staff`: how many work in the units of these people, by the directory; 0 where it does not say.
    `measured`: handed in by people of units of which it says.
    """

    name: str
    due: int = 0
    handed_in: int = 0
    accepted: int = 0
    staff: int = 0
    measured: int = 0

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

    @property
    def by_staff(self) -> float | None:
        """Handed in for every hundred who work in these units; None where nobody knows."""
        return self.measured * 100 / self.staff if self.staff else None


@dataclass
class _Sum:
    """What a line is made of; units by path."""

    figures: Counter[str] = field(default_factory=Counter)
    staff: dict[str, int] = field(default_factory=dict)

    def add(self, one: Asked) -> None:
        """Count one pair."""
        self.figures["due"] += 1
        self.figures["handed_in"] += one.state in HANDED_IN
        self.figures["accepted"] += one.state == EssayState.ACCEPTED
        if one.unit is not None and one.unit.staff_size:
            self.staff[one.unit.path] = one.unit.staff_size
            self.figures["measured"] += one.state in HANDED_IN

    def line(self, name: str) -> Line:
        """Whoever works in a unit below another one is counted in that one already."""
        top = [path for path in self.staff if not self._stands_below(path)]
        return Line(name, **self.figures, staff=sum(self.staff[path] for path in top))

    def _stands_below(self, path: str) -> bool:
        steps = range(Unit.steplen, len(path), Unit.steplen)
        return any(path[:end] in self.staff for end in steps)


def tasks_of(person: Any) -> list[EssayTask]:
    """The tasks that `person` follows and of which something is owed. One query."""
    return list(EssayTask.objects.filter(owed_now(), pk__in=follow_tasks.visible(person)))


def sheets(person: Any) -> dict[str, tuple[list[Line], Line]]:
    """The figures of the tasks that `person` follows in every grouping, read once."""
    rows, pages = _read(person)
    return {group: _grouped(rows, pages, group) for group in GROUPS}


def lines(person: Any, group: str) -> tuple[list[Line], Line]:
    """The figures of the tasks that `person` follows, grouped, and all of them together.

    As many statements for any number. Who owes what is said by `asked`; of a call nobody owes
    anything. Raises KeyError for an unknown group.
    """
    return _grouped(*_read(person), group)


def _read(person: Any) -> tuple[list[Asked], dict[int, dict[str, Any]]]:
    rows = asked(tasks_of(person), joined=("unit", "offering"))
    return rows, _pages({one.offering.page_id for one in rows if one.offering is not None})


def _grouped(rows: list[Asked], pages: Any, group: str) -> tuple[list[Line], Line]:
    name_of = NAMES[group]
    total, sums = _Sum(), defaultdict[tuple[str, str], _Sum](_Sum)
    for one in rows:
        sums[name_of(one, pages)].add(one)
        total.add(one)
    found = [one.line(name) for (_place, name), one in sorted(sums.items(), key=lambda i: i[0])]
    return found, total.line(_("All"))


def _pages(keys: set[int]) -> dict[int, dict[str, Any]]:
    names = ("eventpage__kind__name", "eventpage__kind__name_en")
    rows = Page.objects.filter(pk__in=keys).values("pk", "title", "path", *names)
    return {row["pk"]: row for row in rows}


def _unit(one: Asked, pages: Any) -> tuple[str, str]:
    return (one.unit.path, one.unit.name) if one.unit else ("~", _("without a unit"))


def _type(one: Asked, pages: Any) -> tuple[str, str]:
    if one.offering is None:
        return "~", _("Asked of units")
    page = pages[one.offering.page_id]
    english = None if dates.in_chinese() else page["eventpage__kind__name_en"]
    name = english or page["eventpage__kind__name"] or _("Courses")
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
