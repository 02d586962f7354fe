"""Who may write, read and decide.

On screens organisers see how far an essay is, never its words. Files of what was handed in they
take away: without a name while it waits for a decision (`filing`).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from essays.models import (
    Essay,
    EssayBook,
    EssayTask,
    OfficialText,
    Prize,
    Publication,
    SimilarEssay,
    SimilarityRun,
)
from kernel.rules import Rule
from people.enums import Role
from people.queries import below
from people.rules import LIAISONS, WORKERS, has_role, paths_of, units_of

LEAD_UNIT = "task__offering__lead_unit__"


def _reviewable(person: Any) -> Any:
    """Essays handed in to offerings that a reviewer's role reaches; never one's own."""
    essays = Essay.objects.submitted_once().exclude(author=person.pk)
    if getattr(person, "is_superuser", False):
        return essays
    return essays.filter(below(paths_of(person, Role.REVIEWER), LEAD_UNIT))


def _may_review(person: Any, essay: Any) -> bool:
    """In general: holds the role; one essay: it is among those that one may list."""
    if essay is None:
        return has_role(person, Role.REVIEWER)
    return _reviewable(person).filter(pk=essay.pk).exists()


def _followed(person: Any) -> Any:
    """Essays whose state one may know: of the offerings one runs, of the people of one's unit."""
    if getattr(person, "is_superuser", False):
        return Essay.objects.all()
    return Essay.objects.filter(
        below(paths_of(person, *WORKERS), LEAD_UNIT)
        | below(paths_of(person, *LIAISONS, *WORKERS), "registration__unit__")
    )


def _publications(person: Any) -> Any:
    """Essays whose authors decided about a use, in what the person's role of an editor reaches."""
    if getattr(person, "is_superuser", False):
        return Publication.objects.all()
    return Publication.objects.filter(below(paths_of(person, Role.EDITOR), f"essay__{LEAD_UNIT}"))


def tasks_prepared_by(person: Any) -> Any:
    """Tasks of whose essays the person prepares some for publication, the latest first."""
    mine = _publications(person).values("essay__task")
    return EssayTask.objects.filter(pk__in=mine).order_by("-pk")


def _books(person: Any) -> Any:
    """Books that hold nothing but essays that the person prepares."""
    if getattr(person, "is_superuser", False):
        return EssayBook.objects.all()
    others = Publication.objects.exclude(pk__in=_publications(person).values("pk"))
    return EssayBook.objects.exclude(essays__in=others.values("pk"))


def _similar(person: Any) -> Any:
    """Findings about essays of the offerings that one runs; never one's own.

    Here authors are named: who reviews an essay does not learn from here whose it is.
    """
    rows = SimilarEssay.objects.exclude(check_of__revision__essay__author=person.pk)
    if getattr(person, "is_superuser", False):
        return rows
    rows = rows.filter(below(paths_of(person, *WORKERS), f"check_of__revision__essay__{LEAD_UNIT}"))
    if not has_role(person, Role.REVIEWER):
        return rows
    return rows.exclude(check_of__revision__essay__in=_reviewable(person))


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
        offering__lead_unit__in=units_of(person, *WORKERS, Role.AUDITOR)
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
keep_tasks = Rule(
    "essays.keep_tasks",
    _("You can set essay tasks only for what your own unit or one below it leads."),
    visible=lambda person: EssayTask.objects.filter(
        offering__lead_unit__in=units_of(person, *WORKERS)
    ),
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
edit_publications = Rule(
    "essays.edit_publications",
    _("You can prepare for publication only what your own unit or one below it leads."),
    visible=_publications,
    who_can_help=_("Ask an editor of the lead unit."),
)
download_essays = Rule(
    "essays.download_essays",
    _("You can take away the essays only of what your own unit or one below it leads."),
    visible=lambda person: Essay.objects.submitted_once().filter(
        task__in=keep_tasks.visible(person).values("pk")
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
keep_books = Rule(
    "essays.keep_books",
    _("You can see the printed collections only of what your own unit or one below it leads."),
    visible=_books,
    who_can_help=_("Ask an editor of the lead unit."),
)
give_awards = Rule(
    "essays.give_awards",
    _("You can decide about prizes only of what your own unit or one below it leads."),
    visible=lambda person: Prize.objects.filter(task__in=keep_tasks.visible(person).values("pk")),
    who_can_help=_("Ask an organiser of the lead unit."),
)
announce_awards = Rule(
    "essays.announce_awards",
    _("You can announce prizes only of what your own unit or one below it leads."),
    visible=lambda person: (
        Prize.objects.filter(below(paths_of(person, *WORKERS, Role.EDITOR), LEAD_UNIT))
        if not getattr(person, "is_superuser", False)
        else Prize.objects.all()
    ),
    who_can_help=_("Ask an editor of the lead unit."),
)
