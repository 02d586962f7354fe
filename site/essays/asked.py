"""Whom tasks ask for an essay, with the essay, once for each person and task.

Every list and every figure of what is owed is made of these rows: what a person sees on `/me/`,
what liaisons and organisers see, rates, reminders. `participants` says how one of several cohorts
or units is chosen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value

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
    offerings = Q(offering__in=[task.offering_id for task in tasks if task.offering_id])
    offerings |= Q(offering__page__in=[task.course_id for task in tasks if task.course_id])
    rows = participants().filter(offerings, offering__state__in=ASKING)
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
        for task in tasks:
            essay = essays.get((person, task.pk))
            row = chosen(task, own, essay)
            if row is not None and row.wanted and enough(task, row.came, row.held):
                found.append(Asked(task, essay, row.active, registration=row))
    return found


def most_asked(tasks: list[EssayTask]) -> int:
    """How many rows `asked` has at most. Three queries at most, and nobody is read."""
    offerings = Q(offering__in=[task.offering_id for task in tasks if task.offering_id])
    offerings |= Q(offering__page__in=[task.course_id for task in tasks if task.course_id])
    by_offering = participants().filter(offerings, offering__state__in=ASKING).count()
    paths = [path for above in unit_paths(tasks).values() for path in above]
    members = Membership.objects.current().filter(below(paths, "unit__")) if paths else None
    return by_offering + (members.count() if members is not None else 0)


def unit_paths(tasks: Iterable[EssayTask]) -> dict[int, list[str]]:
    """Of the tasks of units: where these stand, by key of the task. One query."""
    keys = [task.pk for task in tasks if task.audience == Audience.UNITS]
    found: dict[int, list[str]] = defaultdict(list)
    if keys:
        links = EssayTask.units.through.objects.filter(essaytask__in=keys)
        for key, path in links.values_list("essaytask", "unit__path"):
            found[key].append(path)
    return found


def _members(tasks: list[EssayTask], within: Unit | None, essays: Essays) -> list[Asked]:
    by_key, paths = {task.pk: task for task in tasks}, unit_paths(tasks)
    if not paths:
        return []
    found = []
    for person, own in _memberships(paths, within).items():
        for key, above in paths.items():
            essay = essays.get((person, key))
            unit = unit_for((row.unit for row in own.values()), above, essay)
            if unit is None or (within and not unit.path.startswith(within.path)):
                continue
            member = own[unit.pk]
            found.append(Asked(by_key[key], essay, member.user.is_active, membership=member))
    return found


def _memberships(
    paths: dict[int, list[str]], within: Unit | None
) -> dict[int, dict[int, Membership]]:
    """By person and unit: who belongs to one of these units, and to one in `within`."""
    rows = Membership.objects.current()
    rows = rows.filter(below([path for above in paths.values() for path in above], "unit__"))
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
