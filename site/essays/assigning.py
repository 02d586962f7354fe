"""Who may review what, and whom the rule would ask: the fewest open essays first.

The rule never asks the author, nobody of the author's unit, nobody who is recused. It proposes the
same for the same state, so that what was shown before a press is what the press does.
"""

from collections import Counter
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


def _loads(found: dict[int, Candidate]) -> Any:
    said = Recommendation.objects.on_newest().filter(
        revision__essay=OuterRef("essay"), reviewer=OuterRef("reviewer")
    )
    rows = Assignment.objects.open().filter(~Exists(said), reviewer__in=found)
    return rows.order_by().values_list("reviewer").annotate(Count("pk"))


def proposals(task: EssayTask, each: int, only: Essay | None = None) -> list[Proposal]:
    """Whom the rule would ask, until each waiting essay has `each` reviewers where it can."""
    waiting = Essay.objects.filter(task=task).awaiting_review()
    if only is not None:
        waiting = waiting.filter(pk=only.pk)
    essays = list(waiting.select_related("author", "unit"))
    asked: dict[int, set[int]] = {essay.pk: set() for essay in essays}
    given = (
        Assignment.objects.filter(essay__in=asked)
        if only
        else Assignment.objects.filter(essay__task=task)
    )
    for essay_id, reviewer in given.values_list("essay", "reviewer"):
        asked.setdefault(essay_id, set()).add(reviewer)
    short = [essay for essay in essays if len(asked[essay.pk]) < each]
    if not short:
        return []
    people = candidates(task)
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


def loads_of(made: list[Proposal]) -> Counter[User]:
    """How many essays each reviewer would get."""
    return Counter(one.reviewer for one in made)


def mark_of(made: list[Proposal]) -> str:
    """What tells one preview from another: the pairs it showed."""
    return ",".join(f"{one.essay.public_id}:{one.reviewer.public_id}" for one in made)
