"""Whom tasks ask for an essay, with the essay, once for each person and task.

Every list and every figure of what is owed is made of these rows: what a person sees on `/me/`,
what liaisons and organisers see, rates, reminders. `participants` says how one of several cohorts
or units is chosen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Value

from essays.models import Essay, EssayTask
from essays.participants import (
    ASKING,
    chosen,
    enough,
    owes,
    participants,
    unit_for,
    with_attendance,
)
from essays.task_enums import Audience
from people.models import Membership, Unit
from people.queries import below

Essays = dict[tuple[int, int], Essay]  # by author and task
WITH = ("person", "unit", "offering__page")


@dataclass(frozen=True)
class Asked:
    """A task of which one person is asked, by a registration or as a member of a unit."""

    task: EssayTask
    essay: Essay | None
    is_active: bool = True
    registration: Any = None
    membership: Any = None

    @property
    def person(self) -> Any:
        """Who is asked."""
        return self.registration.person if self.registration else self.membership.user

    @property
    def unit(self) -> Unit | None:
        """Whose liaison follows it."""
        unit: Unit | None = (self.registration or self.membership).unit
        return unit

    @property
    def offering(self) -> Any:
        """By which the person is asked; None for a task of units."""
        return self.registration.offering if self.registration else None

    @property
    def state(self) -> str:
        """The essay's state; empty when it was not begun."""
        return self.essay.state if self.essay else ""

    @property
    def counts(self) -> bool:
        """Whether the person can still write, or has handed in."""
        return self.is_active or not self.is_owed

    @property
    def is_owed(self) -> bool:
        """Not begun, not handed in, or sent back for revision."""
        return owes(True, self.essay)


def asked(
    tasks: list[EssayTask],
    where: Q | None = None,
    within: Unit | None = None,
    joined: Iterable[str] = WITH,
    written: Any = None,
    *,
    for_figures: bool = False,
) -> list[Asked]:
    """Everybody whom `tasks` ask for an essay. Two queries, and two more for tasks of units.

    Those whose registration fulfils `where`, a condition, and whose unit stands in or below
    `within`; `joined`: what of the registrations is read with them; `written`: essays as the caller
    needs them. Who cannot sign in any more is asked for nothing; what was handed in still counts.
    `for_figures`: they stay in, so that what was counted once remains when somebody is erased.
    """
    if not tasks:
        return []
    rows = (Essay.objects.all() if written is None else written).filter(task__in=tasks)
    essays = {(one.author_id, one.task_id): one for one in rows.select_related("unit")}
    if within is not None:
        where = (where or Q()) & Q(unit__path__startswith=within.path)
    found = _participants(tasks, where, joined, essays) + _members(tasks, within, essays)
    return found if for_figures else [one for one in found if one.counts]


def _participants(
    tasks: list[EssayTask], where: Q | None, joined: Iterable[str], essays: Essays
) -> list[Asked]:
    places = Places(tasks)
    rows = places.registrations()
    wanted: Any = Value(True)
    if where:
        # All registrations of whoever has one that is wanted: another one may be the chosen one.
        rows = rows.filter(person__in=rows.filter(where).values("person"))
        wanted = ExpressionWrapper(where, BooleanField())
    rows = with_attendance(rows.annotate(wanted=wanted, active=F("person__is_active")))
    by_person: dict[int, list[Any]] = defaultdict(list)
    for row in rows.select_related(*joined or (None,)).order_by("pk"):
        by_person[row.person_id].append(row)
    found = []
    for person, own in by_person.items():
        for task, among in places.tasks_of(own):
            essay = essays.get((person, task.pk))
            row = chosen(task, among, essay)
            if row is not None and row.wanted and enough(task, row.came, row.held):
                found.append(Asked(task, essay, row.active, registration=row))
    return found


class Places:
    """Tasks by the offering or course whose participants they ask.

    Nobody is compared with the tasks of others: people and tasks may be thousands and dozens.
    """

    def __init__(self, tasks: Iterable[EssayTask]) -> None:
        self.by_offering: dict[int, list[EssayTask]] = defaultdict(list)
        self.by_course: dict[int, list[EssayTask]] = defaultdict(list)
        self.order: dict[int, int] = {}
        for place, task in enumerate(tasks):
            self.order[task.pk] = place
            if task.offering_id:
                self.by_offering[task.offering_id].append(task)
            elif task.course_id:
                self.by_course[task.course_id].append(task)

    def registrations(self) -> Any:
        """Those of participants of these offerings and of all cohorts of these courses."""
        where = Q(offering__in=list(self.by_offering)) | Q(offering__page__in=list(self.by_course))
        return participants().filter(where, offering__state__in=ASKING)

    def at(self, offering: int, page: int) -> list[EssayTask]:
        """The tasks of an offering and of its course, by their keys."""
        return [*self.by_offering.get(offering, ()), *self.by_course.get(page, ())]

    def tasks_of(self, registrations: Iterable[Any]) -> list[tuple[EssayTask, list[Any]]]:
        """The tasks of one person's registrations in their order, each with those it is about."""
        found: dict[int, tuple[EssayTask, list[Any]]] = {}
        for row in registrations:
            for task in self.at(row.offering_id, row.page):
                found.setdefault(task.pk, (task, []))[1].append(row)
        return [found[key] for key in sorted(found, key=self.order.__getitem__)]


def most_asked(tasks: list[EssayTask]) -> int:
    """How many rows `asked` has at most. Three queries at most, and nobody is read."""
    places, number = Places(tasks), 0
    counted = places.registrations().order_by().values_list("offering", "offering__page")
    for offering, page, people in counted.annotate(Count("pk")):
        number += people * len(places.at(offering, page))
    by_path = _keys_by_path(unit_paths(tasks))
    if by_path:
        members = Membership.objects.current().filter(below(list(by_path), "unit__"))
        for path, people in members.order_by().values_list("unit__path").annotate(Count("pk")):
            number += people * len(_keys_above(by_path, path))
    return number


def unit_paths(tasks: Iterable[EssayTask]) -> dict[int, list[str]]:
    """Of the tasks of units: where these stand, by key of the task. One query."""
    keys = [task.pk for task in tasks if task.audience == Audience.UNITS]
    found: dict[int, list[str]] = defaultdict(list)
    if keys:
        links = EssayTask.units.through.objects.filter(essaytask__in=keys)
        for key, path in links.values_list("essaytask", "unit__path"):
            found[key].append(path)
    return found


def _keys_by_path(paths: dict[int, list[str]]) -> dict[str, list[int]]:
    """Keys of the tasks of units by where these units stand."""
    found: dict[str, list[int]] = defaultdict(list)
    for key, above in paths.items():
        for path in above:
            found[path].append(key)
    return found


def _keys_above(by_path: dict[str, list[int]], path: str) -> set[int]:
    """Keys of the tasks that ask the unit at `path`, or one above it."""
    steps = (path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen))
    return {key for step in steps for key in by_path.get(step, ())}


def _members(tasks: list[EssayTask], within: Unit | None, essays: Essays) -> list[Asked]:
    by_key, by_path = {task.pk: task for task in tasks}, _keys_by_path(unit_paths(tasks))
    if not by_path:
        return []
    order = {key: place for place, key in enumerate(by_key)}
    found = []
    for person, own in _memberships(list(by_path), within).items():
        units: dict[int, list[Unit]] = defaultdict(list)
        for row in own.values():
            for key in _keys_above(by_path, row.unit.path):
                units[key].append(row.unit)
        for key in sorted(units, key=order.__getitem__):
            essay = essays.get((person, key))
            unit = unit_for(units[key], [""], essay)
            if unit is None or (within and not unit.path.startswith(within.path)):
                continue
            member = own[unit.pk]
            found.append(Asked(by_key[key], essay, member.user.is_active, membership=member))
    return found


def _memberships(paths: list[str], within: Unit | None) -> dict[int, dict[int, Membership]]:
    """By person and unit: who belongs to one of these units, and to one in `within`."""
    rows = Membership.objects.current()
    rows = rows.filter(below(paths, "unit__"))
    if within is not None:
        near = rows.filter(unit__path__startswith=within.path)
        rows = rows.filter(user__in=near.values("user"))
    found: dict[int, dict[int, Membership]] = defaultdict(dict)
    for row in rows.select_related("user", "unit").order_by("unit__path", "pk"):
        found[row.user_id].setdefault(row.unit_id, row)
    return found


def in_official_order(rows: Iterable[Asked]) -> list[Asked]:
    """By unit, people without one last, then by name."""
    return sorted(
        rows, key=lambda one: (one.unit is None, one.unit.path if one.unit else "", *_name(one))
    )


def _name(one: Asked) -> tuple[str, int]:
    return one.person.name_key, one.person.pk
