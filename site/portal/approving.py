"""Who is told, in Wagtail's words, that a page waits for their unit."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState

from people.models import User
from portal.models import UnitReview
from portal.models.unit_review import approvers_of


class UnitReviewMail(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Sent when a page is handed in."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Of our own step alone."""
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, UnitReview)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> QuerySet[User]:
        """The approvers of whoever handed it in."""
        return approvers_of(task_state.workflow_state.requested_by)


tell_approvers = UnitReviewMail()
