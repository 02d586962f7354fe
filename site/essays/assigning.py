"""Who may review what, and whom the rule would ask: the fewest open essays first.

The rule never asks the author, nobody of the author's unit, nobody who is recused. It proposes the
same for the same state, so that what was shown before a press is what the press does.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef

from essays.models import Assignment, Essay, EssayTask, Recommendation, Recusal
from essays.rules import BELONGING
from people.enums import Role
from people.models import Membership, Unit, User


@dataclass
class Candidate:
    """A reviewer of a task: paths of units and keys of essays that are not theirs; open essays."""

    person: User
    paths: set[str] = field(default_factory=set)
    essays: set[int] = field(default_factory=set)
    load: int = 0

    def may(self, essay: Essay) -> bool:
        """Whether this reviewer may have `essay`."""
        if essay.author_id == self.person.pk or essay.pk in self.essays:
            return False
        unit = essay.unit
        return unit is None or not any(unit.path.startswith(path) for path in self.paths)

    def among(self, essays: Iterable[Essay], given: set[int]) -> list[Essay]:
        """Which of `essays` this reviewer would get; `given`: keys of those held already."""
        return [
            one
            for one in essays
            if one.is_waiting and one.has_arrived and one.pk not in given and self.may(one)
        ]


@dataclass(frozen=True)
class Proposal:
    """That `reviewer` reads `essay`."""

    essay: Essay
    reviewer: User


def candidates(task: EssayTask) -> list[Candidate]:
    """Everybody whose role reaches the task, with what they do not read. Five queries."""
    path = task.lead_unit.path
    reach = [path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen)]
    held = Membership.objects.current().filter(role=Role.REVIEWER, unit__path__in=reach)
    people = User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")
    found = {person.pk: Candidate(person) for person in people}
    belonging = Membership.objects.current().filter(user__in=found, role__in=BELONGING)
    for user, own in belonging.values_list("user", "unit__path"):
        found[user].paths.add(own)
    recusals = Recusal.objects.filter(reviewer__in=found)
    for user, essay, unit in recusals.values_list("reviewer", "essay", "unit__path"):
        found[user].essays.add(essay)
        found[user].paths |= {unit} if unit else set()
    for user, number in _loads(found):
        found[user].load = number
    return list(found.values())


def _unread() -> Any:
    """Assignments of waiting essays whose reviewers have not recommended yet."""
    said = Recommendation.objects.on_newest().filter(
        revision__essay=OuterRef("essay"), reviewer=OuterRef("reviewer")
    )
    return Assignment.objects.open().filter(~Exists(said))


def _loads(found: dict[int, Candidate]) -> Any:
    rows = _unread().filter(reviewer__in=found)
    return rows.order_by().values_list("reviewer").annotate(Count("pk"))


def shares(task: EssayTask, essays: list[Essay]) -> dict[User, int]:
    """How many of `essays` of a task each reviewer would get by hand. Six queries."""
    given: dict[int, set[int]] = {}
    rows = Assignment.objects.filter(essay__in=[essay.pk for essay in essays])
    for essay, reviewer in rows.values_list("essay", "reviewer"):
        given.setdefault(reviewer, set()).add(essay)
    return {
        one.person: len(one.among(essays, given.get(one.person.pk, set())))
        for one in candidates(task)
    }


def lost(
    task: EssayTask, people: list[Candidate] | None = None, only: Iterable[Essay] | None = None
) -> list[Assignment]:
    """Assignments of a task whose reviewers have not recommended and may read the essay no more.

    Their role or membership has ended, or they belong to the author's unit by now. `people`: the
    candidates, where they are known; `only`: the essays asked about, else all of the task.
    """
    rows = _unread().filter(essay__task=task).select_related("essay__unit", "reviewer")
    if only is not None:
        rows = rows.filter(essay__in=[essay.pk for essay in only])
    found = list(rows.order_by("pk"))
    if not found:
        return []
    known = candidates(task) if people is None else people
    by_key = {one.person.pk: one for one in known}
    return [
        row
        for row in found
        if row.reviewer_id not in by_key or not by_key[row.reviewer_id].may(row.essay)
    ]


def missing(task: EssayTask, each: int) -> int:
    """How many reviewers the waiting essays of a task lack in all, until each has `each`."""
    essays = list(Essay.objects.filter(task=task).awaiting_review())
    asked = _asked(essays, lost(task))
    return sum(max(each - len(found), 0) for found in asked.values())


def proposals(task: EssayTask, each: int, only: Iterable[Essay] | None = None) -> list[Proposal]:
    """Whom the rule would ask, until each waiting essay has `each` reviewers where it can.

    Who may read an essay no more is not counted among its reviewers.
    """
    waiting = Essay.objects.filter(task=task).awaiting_review()
    if only is not None:
        waiting = waiting.filter(pk__in=[essay.pk for essay in only])
    essays = list(waiting.select_related("author", "unit"))
    if not essays or not each:
        return []
    people = candidates(task)
    asked = _asked(essays, lost(task, people, essays))
    short = [essay for essay in essays if len(asked[essay.pk]) < each]
    # Those with fewest reviewers choose first: a few people are spread over all before any doubles.
    rounds = sorted(
        (
            (number, place, essay)
            for place, essay in enumerate(short)
            for number in range(len(asked[essay.pk]), each)
        ),
        key=lambda one: one[:2],
    )
    made = []
    for _number, _place, essay in rounds:
        free = [one for one in people if one.person.pk not in asked[essay.pk] and one.may(essay)]
        if not free:
            continue
        chosen = min(free, key=lambda one: (one.load, one.person.pk))
        chosen.load += 1
        asked[essay.pk].add(chosen.person.pk)
        made.append(Proposal(essay, chosen.person))
    return made


def _asked(essays: list[Essay], gone: list[Assignment]) -> dict[int, set[int]]:
    """Keys of the reviewers of each essay, without those who are lost."""
    asked: dict[int, set[int]] = {essay.pk: set() for essay in essays}
    given = Assignment.objects.filter(essay__in=asked).exclude(pk__in=[row.pk for row in gone])
    for essay_id, reviewer in given.values_list("essay", "reviewer"):
        asked[essay_id].add(reviewer)
    return asked


def loads_of(made: list[Proposal]) -> Counter[User]:
    """How many essays each reviewer would get."""
    return Counter(one.reviewer for one in made)


def mark_of(made: list[Proposal]) -> str:
    """What tells one preview from another: the pairs it showed."""
    return ",".join(f"{one.essay.public_id}:{one.reviewer.public_id}" for one in made)
