"""Deciding about many essays at once, giving many people more time, reminding those who owe."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from essays import actions
from essays.assigning import shares
from essays.enums import EssayState, Verdict
from essays.essay_viewsets import EssayListing
from essays.models import Essay, EssayRevision, PreparedDecision
from essays.publishing_rules import decide_many, organise_essays
from essays.reminders import reached
from essays.rules import decided_by_chief, nameless_to
from kernel.outcomes import Result
from people.enums import Role
from people.models import Membership, Unit, User
from publishing.backoffice.bulk import BulkForm, BulkReasonForm, EachRow, RowsBulkAction


class EssayBulkAction(RowsBulkAction):
    """What acts on many essays share."""

    models = [Essay]
    listing = EssayListing
    results_url_name = "essays:index_results"
    row_rule = decide_many
    permission = "essays.change_essay"

    def prepare(self, rows: Any) -> Any:
        """The longest waiting first, with the revision that stands."""
        newest = EssayRevision.objects.filter(essay=OuterRef("pk")).order_by("-number")
        rows = rows.select_related("task__offering", "task__review_plan", "author")
        rows = rows.annotate(number=Subquery(newest.values("number")[:1]))
        return rows.order_by("submitted_at", "pk")

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many of each state, since only what was handed in can be decided about."""
        counts = Counter(row.state for row in rows)
        return [
            ngettext("%(count)s essay is “%(state)s”.", "%(count)s essays are “%(state)s”.", count)
            % {"count": count, "state": EssayState(state).label}
            for state, count in counts.most_common()
        ]


class Deciding(EachRow, EssayBulkAction):
    """What accepting and returning share."""

    def prepare(self, rows: Any) -> Any:
        """Also whether a decision is prepared: one that is stays as it is."""
        prepared = PreparedDecision.objects.filter(revision__essay=OuterRef("pk"))
        return super().prepare(rows).annotate(is_prepared=Exists(prepared))

    def get_notes(self, rows: list[Any]) -> list[str]:
        """Before the states: about how many something will really be decided."""
        stays = [row for row in rows if row.is_prepared and decided_by_chief(row)]
        number = sum(row.is_waiting for row in rows if row not in stays)
        said = ngettext(
            "It will be decided about %(count)s of them.",
            "It will be decided about %(count)s of them.",
            number,
        )
        return [said % {"count": number}, *super().get_notes(rows)]


class Accept(Deciding):
    """Accept those that wait."""

    display_name = button = _("Accept")
    aria_label = _("Accept the essays chosen")
    action_type = "accept_essays"
    action_priority = 10
    explains = _(
        "Of each the revision that was handed in last is accepted, and its author is told. What "
        "does not wait for a decision stays as it is. Where organisers decide, the decision is "
        "prepared, and told when all are released."
    )

    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Accept one."""
        given = {"by": self.request.user, "essay": row, "revision": row.number}
        if decided_by_chief(row):
            return actions.prepare(verdict=Verdict.ACCEPT, replaces=False, **given)
        return actions.accept(**given)


class Return(Deciding):
    """Send those that wait back."""

    display_name = button = _("Return for revision")
    aria_label = _("Return the essays chosen for revision")
    action_type = "return_essays"
    action_priority = 20
    form_class = BulkReasonForm
    is_serious = True
    explains = _(
        "Each author gets your comment and may write again. Where organisers decide, the decision "
        "is prepared, and told when all are released."
    )

    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Send one back."""
        given = {"by": self.request.user, "essay": row, "revision": row.number}
        given["comment"] = values["reason"]
        if decided_by_chief(row):
            return actions.prepare(verdict=Verdict.RETURN, replaces=False, **given)
        return actions.send_back(**given)


class ExtendForm(BulkForm):
    """Until when, and why."""

    until = forms.DateTimeField(
        label=_("More time until"),
        widget=AdminDateTimeInput,
        help_text=_("Time that somebody has already is never shortened by it."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Everybody concerned will read this sentence."),
    )


class Extend(EachRow, EssayBulkAction):
    """Give the authors more time."""

    display_name = button = _("Give more time")
    aria_label = _("Give the authors of the essays chosen more time")
    action_type = "extend_essays"
    action_priority = 30
    row_rule = organise_essays
    form_class = ExtendForm
    explains = _("Each author gets until then for this task, and is told with your reason.")

    def prepare(self, rows: Any) -> Any:
        """Time is given to a person by name: left out are those whose essays have none here."""
        dark = nameless_to(self.request.user)
        return super().prepare(rows).exclude(pk__in=dark.values("pk"))

    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Give one more time."""
        return actions.extend(by=self.request.user, task=row.task, person=row.author, **values)


class Remind(EssayBulkAction):
    """Remind everybody who owes an essay for the tasks of those chosen."""

    display_name = button = _("Remind")
    aria_label = _("Remind those who owe essays for the tasks of those chosen")
    action_type = "remind_essays"
    action_priority = 40
    row_rule = organise_essays
    explains = _(
        "Everybody who still owes an essay for these tasks is reminded, also who has not begun; "
        "each person once a day at most. For a call these are the liaisons of units that lack "
        "essays for the next number."
    )

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many would be reminded of each task."""
        tasks = {row.task_id: row.task for row in rows}
        return [
            ngettext(
                "%(task)s: %(count)s person would be reminded.",
                "%(task)s: %(count)s people would be reminded.",
                count,
            )
            % {"task": task.title, "count": count}
            for task in tasks.values()
            for count, _units in [reached(task)]
        ]

    def act_on(self, rows: Sequence[Any], values: dict[str, Any]) -> tuple[int, list[Result]]:
        """One reminder for each task, whatever the number of its rows."""
        tasks = {row.task_id: row.task for row in rows}
        results = [actions.remind_of(by=self.request.user, task=task) for task in tasks.values()]
        refused = [result for result in results if not result.ok]
        return len(results) - len(refused), refused


class ReviewerField(forms.ModelChoiceField):
    """Reviewers, each with how many of the essays chosen (`essays`) they would really get."""

    essays: Sequence[Essay] = ()

    @cached_property
    def shares(self) -> Counter[User]:
        """The numbers, as the act counts them; six queries for each task."""
        found: Counter[User] = Counter()
        for task, essays in by_task(self.essays).items():
            found.update(shares(task, essays))
        return found

    def label_from_instance(self, obj: Any) -> str:
        """Name and number."""
        return gettext("%(name)s (gets %(number)s of %(all)s)") % {
            "name": obj.name,
            "number": self.shares[obj],
            "all": len(self.essays),
        }


def by_task(essays: Any) -> dict[Any, list[Essay]]:
    """Essays by the task for which they were written."""
    found: dict[Any, list[Essay]] = {}
    for essay in essays:
        found.setdefault(essay.task, []).append(essay)
    return found


class AssignForm(BulkForm):
    """To whom."""

    reviewer = ReviewerField(
        label=_("Reviewer"),
        queryset=User.objects.none(),
        help_text=_("Beside each name: how many of the essays chosen this reviewer may read."),
    )


class Assign(EssayBulkAction):
    """Have one reviewer read them."""

    display_name = button = _("Assign a reviewer")
    aria_label = _("Assign a reviewer to the essays chosen")
    action_type = "assign_essays"
    action_priority = 25
    row_rule = organise_essays
    form_class = AssignForm
    explains = _(
        "The reviewer is told once for each task. Left out are essays that wait for no decision, "
        "and those that this reviewer may not read: the own ones, the own unit's, and recusals."
    )

    def prepare(self, rows: Any) -> Any:
        """Nobody learns who reads the own essay."""
        rows = super().prepare(rows).exclude(author=self.request.user)
        return rows.select_related("task__lead_unit", "task__review_plan", "author", "unit")

    def get_form(self, form_class: Any = None) -> Any:
        """Reviewers of the units that lead the tasks, and of those above."""
        form = super().get_form(form_class)
        rows = self.get_actionable_objects()[0]
        paths = {row.task.lead_unit.path for row in rows}
        reach = {path[:end] for path in paths for end in range(Unit.steplen, len(path) + 1)}
        held = Membership.objects.current().filter(role=Role.REVIEWER, unit__path__in=reach)
        people = User.objects.filter(is_active=True, pk__in=held.values("user"))
        form.fields["reviewer"].essays = rows
        form.fields["reviewer"].queryset = people.order_by("name_key", "pk")
        return form

    def act_on(self, rows: Sequence[Any], values: dict[str, Any]) -> tuple[int, list[Result]]:
        """Once for each task."""
        given = {"by": self.request.user, "reviewer": values["reviewer"]}
        results = [
            actions.assign_many(task=task, essays=essays, **given)
            for task, essays in by_task(rows).items()
        ]
        unchanged = [result for result in results if not result.changed]
        return sum(result.details.get("number", 0) for result in results), unchanged


BULK_ACTIONS = (Accept, Return, Assign, Extend, Remind)
