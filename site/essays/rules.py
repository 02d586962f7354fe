"""Who may write, read and decide.

On screens organisers see how far an essay is, never its words, unless the task makes them decide.
Reviewers see words, never whose, unless the task is open to them. Files of what was handed in
organisers take away: without a name until it is decided for good (`filing`).
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from essays.enums import FINAL, UNSENT, Decider
from essays.models import (
    Assignment,
    Essay,
    EssayTask,
    OfficialText,
    Recusal,
    ReturnReason,
    SimilarEssay,
    SimilarityRun,
)
from events.models import Offering
from kernel.rules import Rule
from people.enums import Role
from people.queries import below
from people.rules import LIAISONS, WORKERS, has_role, paths_of, reaches, units_of

LEAD_UNIT = "task__lead_unit__"
# The unit for which an author writes.
UNIT = "unit__"
# Whoever is one of these in a unit belongs to it; a reviewer is never asked about the own unit.
BELONGING = (Role.MEMBER, *LIAISONS)


def recused(reviewer: Any) -> Q:
    """Condition on essays: `reviewer` (a person's key) has said, or was noted, not to review it.

    One condition for the lists, the rule of assignment and the choice by hand.
    """
    noted = Recusal.objects.filter(reviewer=reviewer)
    path = ExpressionWrapper(OuterRef(f"{UNIT}path"), CharField())
    of_unit = noted.alias(path=path).filter(path__startswith=F("unit__path"))
    return Exists(noted.filter(essay=OuterRef("pk"))) | Exists(of_unit)


def _reviewable(person: Any) -> Any:
    """Essays that arrived and a reviewer's role reaches and, where the task assigns, the own ones.

    Never one's own, never one of one's own unit, never one from which one is recused.
    """
    essays = Essay.objects.arrived().exclude(author=person.pk)
    if getattr(person, "is_superuser", False):
        return essays
    paths = paths_of(person, Role.REVIEWER)
    if not paths:
        return essays.none()
    assigned = Assignment.objects.filter(essay=OuterRef("pk"), reviewer=person.pk)
    common = Q(task__review_plan=None) | Q(task__review_plan__reviewers_each=0)
    essays = essays.filter(below(paths, LEAD_UNIT)).filter(common | Exists(assigned))
    own = paths_of(person, *BELONGING)
    return essays.exclude(below(own, UNIT)).exclude(recused(person.pk))


def _may_review(person: Any, essay: Any) -> bool:
    """In general: holds the role; one essay: it is among those that one may list."""
    if essay is None:
        return has_role(person, Role.REVIEWER)
    return _reviewable(person).filter(pk=essay.pk).exists()


def _decidable(person: Any) -> Any:
    """Essays about which the organiser decides; never one's own."""
    essays = Essay.objects.arrived().exclude(author=person.pk)
    essays = essays.filter(task__review_plan__decides=Decider.CHIEF)
    if getattr(person, "is_superuser", False):
        return essays
    return essays.filter(below(paths_of(person, *WORKERS), LEAD_UNIT))


def decided_by_chief(essay: Any) -> bool:
    """Whether organisers decide about it: prepared one by one, released together."""
    plan = getattr(essay.task, "review_plan", None)
    return plan is not None and plan.by_chief


def _may_judge(person: Any, essay: Any) -> bool:
    """Whoever decides by the plan of the task: its reviewers, or its organisers."""
    readable = _decidable(person) if decided_by_chief(essay) else _reviewable(person)
    return readable.filter(pk=essay.pk).exists()


def _may_read(person: Any, essay: Any) -> bool:
    """In general: might review or decide something; one essay: reviews it, or decides about it."""
    if essay is None:
        return has_role(person, Role.REVIEWER, *WORKERS)
    return any(
        rows.filter(pk=essay.pk).exists() for rows in (_reviewable(person), _decidable(person))
    )


def _may_direct(person: Any, task: Any) -> bool:
    """In general: organises something; one task: leads it."""
    if task is None:
        return has_role(person, *WORKERS)
    return task.pk is not None and reaches(person, task.lead_unit, *WORKERS)


def in_the_dark(person: Any) -> Any:
    """Essays whose author `person` must not learn: who reviews them, in an anonymous phase.

    Wider than what the person may read: what is not assigned today may be tomorrow.
    """
    paths = paths_of(person, Role.REVIEWER)
    if getattr(person, "is_superuser", False) or not paths:
        return Essay.objects.none()
    anonymous = Q(task__review_plan=None) | Q(task__review_plan__is_anonymous=True)
    essays = Essay.objects.exclude(author=person.pk)
    return essays.filter(below(paths, LEAD_UNIT)).filter(anonymous)


def nameless_to(person: Any) -> Any:
    """Essays of which no list tells `person` whose they are; see `dark.is_told`."""
    return in_the_dark(person).exclude(state__in=FINAL)


def _followed(person: Any) -> Any:
    """Essays whose state one may know: of the offerings one runs, of the people of one's unit."""
    if getattr(person, "is_superuser", False):
        return Essay.objects.all()
    return Essay.objects.filter(
        below(paths_of(person, *WORKERS), LEAD_UNIT)
        | below(paths_of(person, *LIAISONS, *WORKERS), "unit__")
    )


def courses_led_by(person: Any) -> Any:
    """Courses whose every offering is led by a unit that the person organises.

    A task of a course is asked of the people of all its offerings, and its organisers see them.
    """
    others = Offering.objects.exclude(lead_unit__in=units_of(person, *WORKERS))
    return CoursePage.objects.exclude(pk__in=others.values("page"))


def _similar(person: Any) -> Any:
    """Findings about essays of the offerings that one runs; never one's own.

    Here authors are named: who reviews an essay does not learn from here whose it is.
    """
    rows = SimilarEssay.objects.shown().exclude(check_of__revision__essay__state__in=UNSENT)
    rows = rows.exclude(check_of__revision__essay__author=person.pk)
    if getattr(person, "is_superuser", False):
        return rows
    rows = rows.filter(below(paths_of(person, *WORKERS), f"check_of__revision__essay__{LEAD_UNIT}"))
    if not has_role(person, Role.REVIEWER):
        return rows
    return rows.exclude(check_of__revision__essay__in=in_the_dark(person))


def _to(model: Any, *roles: Role) -> dict[str, Any]:
    """The two halves of a rule that opens every record of a model to holders of the roles."""

    def test(person: Any, record: Any) -> bool:
        return getattr(person, "is_superuser", False) or has_role(person, *roles)

    def visible(person: Any) -> Any:
        return model.objects.all() if test(person, None) else model.objects.none()

    return {"visible": visible, "test": test}


write_essay = Rule(
    "essays.write_essay",
    _("You can open only the essays that you write yourself."),
    visible=Essay.objects.of,
    test=lambda person, essay: essay is None or essay.author_id == person.pk,
    who_can_help=_("Sign in with the account with which you registered."),
)
start_essay = Rule(
    "essays.start_essay",
    _("Please sign in to write."),
)
review_essay = Rule(
    "essays.review_essay",
    _("Only reviewers read submitted essays, and nobody reviews their own."),
    visible=_reviewable,
    test=_may_review,
    who_can_help=_("The organiser of your city or district names the reviewers."),
)
judge_essay = Rule(
    "essays.judge_essay",
    _("About this essay somebody else decides, and nobody decides about their own."),
    test=_may_judge,
    who_can_help=_("The organiser says for each task whether reviewers or organisers decide."),
)
decide_essay = Rule(
    "essays.decide_essay",
    _("Organisers decide only where they lead and the task leaves it to them; never on their own."),
    visible=_decidable,
    test=lambda person, essay: (
        has_role(person, *WORKERS)
        if essay is None
        else _decidable(person).filter(pk=essay.pk).exists()
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
read_submitted = Rule(
    "essays.read_submitted",
    _("Only those who review an essay, or decide about it, read it."),
    test=_may_read,
    who_can_help=_("The organiser of your city or district names the reviewers."),
)
direct_review = Rule(
    "essays.direct_review",
    _("You can direct the review only of what your own unit or one below it leads."),
    visible=lambda person: EssayTask.objects.filter(lead_unit__in=units_of(person, *WORKERS)),
    test=_may_direct,
    who_can_help=_("Ask an organiser of the lead unit."),
)
own_recusals = Rule(
    "essays.own_recusals",
    _("Whoever noted a recusal takes it back."),
    visible=lambda person: Recusal.objects.filter(noted_by=person.pk),
    test=lambda person, row: row is None or row.noted_by_id == person.pk,
    who_can_help=_("Ask an organiser of the lead unit."),
)
keep_reasons = Rule(
    "essays.keep_reasons",
    _("The list of reasons is kept by organisers and operators."),
    **_to(ReturnReason, *WORKERS),
    who_can_help=_("Ask an organiser."),
)
follow_essays = Rule(
    "essays.follow_essays",
    _("You can see the state of essays only for your own unit and for what you organise."),
    visible=_followed,
    who_can_help=_("The organiser of your city or district names the liaisons."),
)
follow_tasks = Rule(
    "essays.follow_tasks",
    _("You can see the essay tasks of what your own unit or one below it leads."),
    visible=lambda person: EssayTask.objects.filter(
        lead_unit__in=units_of(person, *WORKERS, Role.AUDITOR)
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
keep_tasks = Rule(
    "essays.keep_tasks",
    _("You can set essay tasks only for what your own unit or one below it leads."),
    visible=lambda person: EssayTask.objects.filter(lead_unit__in=units_of(person, *WORKERS)),
    who_can_help=_("Ask an organiser of the lead unit."),
)
follow_similarity = Rule(
    "essays.follow_similarity",
    _("You can see which essays agree only for what your own unit or one below it leads."),
    visible=_similar,
    who_can_help=_("Ask an organiser of the lead unit."),
)
keep_official_texts = Rule(
    "essays.keep_official_texts",
    _("Official texts are kept by editors and operators."),
    **_to(OfficialText, Role.EDITOR, Role.OPERATOR),
    who_can_help=_("Ask an editor."),
)
compare_essays = Rule(
    "essays.compare_essays",
    _("Comparing all essays again is for operators."),
    **_to(SimilarityRun, Role.OPERATOR),
    who_can_help=_("Ask an operator."),
)
lead_tasks = Rule(
    "essays.lead_tasks",
    _("You can set essay tasks only for what your own unit or one below it leads."),
    visible=lambda person: units_of(person, *WORKERS),
    test=lambda person, unit: reaches(person, unit, *WORKERS),
    who_can_help=_("Ask an organiser of the lead unit."),
)
recommend_essays = Rule(
    "essays.recommend_essays",
    _("Only the liaison of a unit recommends its people's essays."),
    visible=lambda person: (
        Essay.objects.with_words()
        if getattr(person, "is_superuser", False)
        else Essay.objects.with_words().filter(
            below(paths_of(person, *LIAISONS, *WORKERS), "unit__")
        )
    ),
    who_can_help=_("The organiser of your city or district names the liaisons."),
)
