"""The desk of a review: how far each essay of a task is, who reads it, where readers differ."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import pgettext

from essays.dark import shown
from essays.enums import WAITING, EssayState
from essays.models import (
    Assignment,
    Essay,
    EssayRevision,
    EssayTask,
    PreparedDecision,
    Recommendation,
    ReviewPlan,
)
from essays.rules import direct_review
from essays.spread import alarms, mean_of, tally


def plan_of(task: EssayTask) -> ReviewPlan:
    """The plan of a task, or one as it is without: not saved."""
    plan = getattr(task, "review_plan", None)
    return plan if plan is not None else ReviewPlan(task=task)


@dataclass
class Row:
    """One essay: its newest revision, who has it, what they recommend, what is prepared."""

    revision: EssayRevision
    assignments: list[Assignment] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def essay(self) -> Essay:
        """The essay."""
        return self.revision.essay

    @property
    def title(self) -> str:
        """As the desk shows it: without names while the review is anonymous."""
        return shown(self.revision, self.essay).title

    @property
    def readers(self) -> str:
        """Names of those who have it."""
        between = pgettext("between names", ", ")
        return between.join(one.reviewer.name for one in self.assignments)

    @property
    def prepared(self) -> PreparedDecision | None:
        """The decision that waits for release."""
        return getattr(self.revision, "prepared", None)

    @property
    def mean(self) -> Any:
        """The mean of the points."""
        return mean_of(self.recommendations)

    @property
    def tally(self) -> str:
        """How many recommend what."""
        return tally(self.recommendations)


JOINED = (
    "essay__author",
    "essay__unit",
    "essay__task__review_plan",
    "blackout",
    "prepared",
)


def rows_of(task: EssayTask, essays: Any) -> list[Row]:
    """The rows of `essays`, in their order. Three queries for any number."""
    plan = plan_of(task)
    keys = [essay.pk for essay in essays]
    newest = EssayRevision.objects.newest().filter(essay__in=keys).select_related(*JOINED)
    by_essay = {revision.essay_id: Row(revision) for revision in newest}
    given = Assignment.objects.filter(essay__in=keys).select_related("reviewer").order_by("pk")
    for one in given:
        if one.essay_id in by_essay:
            by_essay[one.essay_id].assignments.append(one)
    said = Recommendation.objects.filter(revision__in=[r.revision.pk for r in by_essay.values()])
    for advice in said.select_related("reviewer", "revision").order_by("at", "pk"):
        by_essay[advice.revision.essay_id].recommendations.append(advice)
    for row in by_essay.values():
        row.alarms = alarms(row.recommendations, plan.spread)
    return [by_essay[key] for key in keys if key in by_essay]


def alarmed(task: EssayTask, reader: Any) -> list[Row]:
    """Waiting essays about which reviewers differ by more than the plan allows; not one's own."""
    said = (
        Recommendation.objects.on_newest()
        .filter(revision__essay__in=Essay.objects.filter(task=task).awaiting_review().values("pk"))
        .exclude(revision__essay__author=reader.pk)
    )
    by_essay: dict[int, list[Recommendation]] = defaultdict(list)
    for one in said.select_related("revision"):
        by_essay[one.revision.essay_id].append(one)
    limit = plan_of(task).spread
    keys = [key for key, rows in by_essay.items() if alarms(rows, limit)]
    return rows_of(task, Essay.objects.filter(pk__in=keys).order_by("submitted_at", "pk"))


def directed(person: Any) -> Any:
    """The tasks whose review a person directs, with figures; those with most waiting first."""
    tasks = direct_review.visible(person).select_related("offering__page", "review_plan")

    def number(condition: Q) -> Count:
        return Count("essays", filter=condition, distinct=True)

    return tasks.annotate(
        waiting=number(Q(essays__state__in=WAITING, essays__emptied_at=None)),
        prepared=number(Q(essays__revisions__prepared__isnull=False)),
        decided=number(Q(essays__state__in=(EssayState.ACCEPTED, EssayState.NOT_ACCEPTED))),
    ).order_by("-waiting", "-due_at", "-pk")
