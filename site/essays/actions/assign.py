"""Giving essays to reviewers: by hand, by rule, in bulk; and taking them away."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation

from essays.actions.review import lock_for_review
from essays.assigning import Proposal, candidates, loads_of, lost, mark_of, proposals
from essays.models import Assignment, Essay, EssayTask, Recommendation, ReviewPlan
from essays.outcomes import ReviewOutcome
from essays.rules import direct_review
from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify_many
from notices.enums import Kind
from publishing import languages


@action("essays.assign")
def assign(*, by: Any, essay: Essay, reviewer: Any) -> Result:
    """Ask one reviewer to read one essay.

    Outcomes: ASSIGNED, ASSIGNED_ALREADY, NOT_A_REVIEWER, RECUSED, DECIDED_ALREADY,
    NOTHING_TO_ASSIGN (its unit has not recommended it). Raises Forbidden unless `by` directs the
    review of the task.
    """
    if by is not None:
        direct_review.check(by, essay.task)
    held = lock_for_review(essay)
    if not held.is_waiting:
        return _decided(held)
    if not held.has_arrived:
        return Result(ReviewOutcome.NOTHING_TO_ASSIGN, held)
    _lock_plan(held.task)
    name = {"name": reviewer.name}
    if Assignment.objects.filter(essay=held, reviewer=reviewer).exists():
        return Result(ReviewOutcome.ASSIGNED_ALREADY, held, name)
    found = [one for one in candidates(held.task) if one.person.pk == reviewer.pk]
    if not found:
        return Result(ReviewOutcome.NOT_A_REVIEWER, held, name)
    if not found[0].may(held):
        return Result(ReviewOutcome.RECUSED, held, name)
    _give([Proposal(held, reviewer)], held.task, by_hand=True)
    changes = {"reviewer": reviewer.public_id}
    return Result(ReviewOutcome.ASSIGNED, held, name | {"changes": changes})


@action("essays.assign_many")
def assign_many(*, by: Any, task: EssayTask, essays: Iterable[Essay], reviewer: Any) -> Result:
    """Ask one reviewer to read those of `essays` of one task that arrived and wait.

    The reviewer is told once. Outcomes: ALL_ASSIGNED (`number`), NOTHING_TO_ASSIGN,
    NOT_A_REVIEWER. Raises Forbidden as `assign` does.
    """
    if by is not None:
        direct_review.check(by, task)
    keys = [essay.pk for essay in essays]
    rows = Essay.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys, task=task)
    held = list(rows.select_related("author", "unit", "task").order_by("pk"))
    _lock_plan(task)
    found = [one for one in candidates(task) if one.person.pk == reviewer.pk]
    if not found:
        return Result(ReviewOutcome.NOT_A_REVIEWER, task, {"name": reviewer.name})
    has = set(Assignment.objects.filter(reviewer=reviewer).values_list("essay", flat=True))
    free = found[0].among(held, has)
    if not free:
        return Result(ReviewOutcome.NOTHING_TO_ASSIGN, task)
    _give([Proposal(one, reviewer) for one in free], task, by_hand=True)
    changes = {"reviewer": reviewer.public_id, "assignments": len(free)}
    return Result(ReviewOutcome.ALL_ASSIGNED, task, {"number": len(free), "changes": changes})


@action("essays.unassign")
def unassign(*, by: Any, essay: Essay, reviewer: Any) -> Result:
    """Take an essay away from a reviewer who has not recommended upon what stands.

    Outcomes: TAKEN_AWAY, NOT_ASSIGNED, HAS_RECOMMENDED. Raises Forbidden as `assign` does.
    """
    if by is not None:
        direct_review.check(by, essay.task)
    held = lock_for_review(essay)
    name = {"name": reviewer.name}
    said = Recommendation.objects.on_newest().filter(revision__essay=held, reviewer=reviewer)
    if said.exists():
        return Result(ReviewOutcome.HAS_RECOMMENDED, held, name)
    gone, _rows = Assignment.objects.filter(essay=held, reviewer=reviewer).delete()
    if not gone:
        return Result(ReviewOutcome.NOT_ASSIGNED, held, name)
    changes = {"reviewer": reviewer.public_id}
    return Result(ReviewOutcome.TAKEN_AWAY, held, name | {"changes": changes})


@action("essays.assign_by_rule")
def assign_by_rule(*, by: Any, task: EssayTask, seen: str | None = None) -> Result:
    """Give every waiting essay of a task the reviewers that the plan asks for.

    `seen`: `assigning.mark_of` what the preview showed. Outcomes: ALL_ASSIGNED (`number`),
    NOTHING_TO_ASSIGN, PREVIEW_OLD. Raises Forbidden as `assign` does.
    """
    if by is not None:
        direct_review.check(by, task)
    plan = _lock_plan(task)
    made = proposals(task, plan.reviewers_each) if plan is not None else []
    if not made:
        return Result(ReviewOutcome.NOTHING_TO_ASSIGN, task)
    if seen is not None and seen != mark_of(made):
        return Result(ReviewOutcome.PREVIEW_OLD, task)
    _take_from_the_lost(task)
    _give(made, task, by_hand=False)
    details = {"number": len(made), "changes": {"assignments": len(made)}}
    return Result(ReviewOutcome.ALL_ASSIGNED, task, details)


def assign_what_came(essay: Essay) -> None:
    """The rule for one essay that was just handed in; its row is locked by the caller."""
    plan = ReviewPlan.objects.filter(task=essay.task_id).first()
    if plan is None or not plan.reviewers_each:
        return
    plan = _lock_plan(essay.task)
    assert plan is not None, "plans are not removed"
    _give(proposals(essay.task, plan.reviewers_each, only=[essay]), essay.task, by_hand=False)


@action("essays.hand_on")
def hand_on(*, by: Any, task: EssayTask) -> Result:
    """Take waiting essays from reviewers who may read them no more, and ask others by the rule.

    Outcomes: HANDED_ON (`number` of essays), NOBODY_LOST. Raises Forbidden as `assign` does.
    """
    if by is not None:
        direct_review.check(by, task)
    plan = _lock_plan(task)
    gone = _take_from_the_lost(task)
    if not gone:
        return Result(ReviewOutcome.NOBODY_LOST, task)
    essays = {row.essay_id: row.essay for row in gone}
    each = plan.reviewers_each if plan is not None else 0
    _give(proposals(task, each, only=essays.values()), task, by_hand=False)
    people = sorted({row.reviewer.public_id for row in gone})
    details = {"number": len(essays), "changes": {"essays": len(essays), "reviewers": people}}
    return Result(ReviewOutcome.HANDED_ON, task, details)


def _take_from_the_lost(task: EssayTask) -> list[Assignment]:
    gone = lost(task)
    Assignment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return gone


def reassign(essay: Essay, away: Any) -> None:
    """After a recusal: `away` has it no more, and the rule looks for somebody else."""
    Assignment.objects.filter(essay=essay, reviewer=away).delete()
    if essay.is_waiting:
        assign_what_came(essay)


def _lock_plan(task: EssayTask) -> ReviewPlan | None:
    """Whoever assigns for a task takes turns, so that loads are counted once."""
    return ReviewPlan.objects.select_for_update(no_key=True).filter(task=task).first()


def _give(made: list[Proposal], task: EssayTask, *, by_hand: bool) -> None:
    """Write the assignments, and tell each reviewer once, without a word on whose they are."""
    rows = Assignment.objects.bulk_create(
        Assignment(essay=one.essay, reviewer=one.reviewer, by_hand=by_hand) for one in made
    )
    first = {row.reviewer_id: row.pk for row in reversed(rows)}
    notes = []
    for person, number in loads_of(made).items():
        with translation.override(person.language):
            path = reverse("review")
        context = {"task_title": languages.text(task, "title", person.language), "count": number}
        notes.append(Note(person, f"{task.public_id}:{first[person.pk]}", path, context))
    notify_many(Kind.ESSAYS_ASSIGNED, notes)


def _decided(essay: Essay) -> Result:
    return Result(ReviewOutcome.DECIDED_ALREADY, essay, {"state": essay.get_state_display()})
