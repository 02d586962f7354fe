"""Who looks at a page before it is published: an organiser of the unit whose editor wrote it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task, TaskState

from people.enums import Role
from people.models import Membership, Unit, User
from people.rules import paths_of, units_of

# Who answers for what a unit says in public.
APPROVING = (Role.ORGANISER, Role.OPERATOR)


class ReasonForm(TaskStateCommentForm):
    """Why a page is sent back: the editor reads it in the mail, the history and the editor."""

    comment = forms.CharField(
        label=_("What to change"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Please write what the editor should change.")},
    )


class UnitReview(Task):
    """A step of a workflow, taken by the unit of the editor who asked, or by one above it.

    Nobody approves what they handed in themselves. Whoever approves may open the editor, too.
    """

    class Meta:
        verbose_name = _("review by the unit")
        verbose_name_plural = _("reviews by the unit")

    @classmethod
    def get_description(cls) -> str:
        """What an operator reads who builds a workflow."""
        return gettext("Organisers of the editor's unit, or of a unit above it, approve.")

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for `user`. One statement."""
        waiting: QuerySet[TaskState] = TaskState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS
        )
        if user.is_superuser:
            return waiting
        editors = Membership.objects.current().filter(
            role=Role.EDITOR, unit__in=units_of(user, *APPROVING)
        )
        return waiting.filter(workflow_state__requested_by__in=editors.values("user")).exclude(
            workflow_state__requested_by=user
        )

    def may_approve(self, page: Any, user: Any) -> bool:
        """Whether `page` waits for `user`."""
        state = page.current_workflow_task_state
        waiting = self.get_task_states_user_can_moderate(user)
        return state is not None and waiting.filter(pk=state.pk).exists()

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """To read and mend what is to be approved."""
        return self.may_approve(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """The text stays as it is for everybody else, until somebody has decided."""
        return not self.may_approve(obj, user)

    def get_form_for_action(self, action: str) -> type[TaskStateCommentForm]:
        """Who sends back says why."""
        return ReasonForm if action == "reject" else TaskStateCommentForm

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approve, with a remark or without; or send back with one."""
        if not self.may_approve(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]


def approvers_of(editor: User) -> QuerySet[User]:
    """Who may approve what `editor` hands in, by the roles of today."""
    above = [
        path[:end]
        for path in paths_of(editor, Role.EDITOR)
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen)
    ]
    roles = Membership.objects.current().filter(role__in=APPROVING, unit__path__in=above)
    return User.objects.filter(pk__in=roles.values("user")).exclude(pk=editor.pk)
