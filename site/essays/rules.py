"""Who may write, read and decide. Organisers see how far an essay is, never its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from essays.models import Essay, EssayTask
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
