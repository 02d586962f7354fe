"""Who may prepare essays for readers, print, award and announce them, and take their texts away."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essays.models import Essay, EssayBook, EssayTask, Prize, Publication
from essays.rules import LEAD_UNIT, decide_essay, judge_essay, keep_tasks, review_essay
from kernel.rules import Rule
from people.enums import Role
from people.queries import below
from people.rules import WORKERS, paths_of


def _publications(person: Any) -> Any:
    """Essays whose authors decided about a use, in what the person's role of an editor reaches.

    Without those whose words went with their author's name: there is nothing to prepare.
    """
    return _reached(person).filter(essay__emptied_at=None)


def _reached(person: Any) -> Any:
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
    others = Publication.objects.exclude(pk__in=_reached(person).values("pk"))
    return EssayBook.objects.exclude(essays__in=others.values("pk"))


edit_publications = Rule(
    "essays.edit_publications",
    _("You can prepare for publication only what your own unit or one below it leads."),
    visible=_publications,
    who_can_help=_("Ask an editor of the lead unit."),
)
download_essays = Rule(
    "essays.download_essays",
    _("You can take away the essays only of what your own unit or one below it leads."),
    visible=lambda person: (
        Essay.objects.submitted_once()
        .with_words()
        .filter(task__in=keep_tasks.visible(person).values("pk"))
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
organise_essays = Rule(
    "essays.organise_essays",
    _("You can give time and remind only for what your own unit or one below it leads."),
    visible=lambda person: Essay.objects.with_words().filter(
        task__in=keep_tasks.visible(person).values("pk")
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
decide_many = Rule(
    "essays.decide_many",
    judge_essay.sentence,
    visible=lambda person: Essay.objects.filter(
        Q(pk__in=review_essay.visible(person).values("pk"))
        | Q(pk__in=decide_essay.visible(person).values("pk"))
    ),
    test=judge_essay.test,
    who_can_help=judge_essay.who_can_help,
)
