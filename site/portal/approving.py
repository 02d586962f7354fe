"""Who is told, in Wagtail's words and their own language, what becomes of a page handed in."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from people.models import User
from portal.models import UnitReview
from portal.models.unit_review import approvers_of


class InTheirLanguage:
    """Mails in the language of the account where Wagtail was told no other.

    Wagtail would write in the language of whoever acted.
    """

    def get_valid_recipients(self, instance: Any, **kwargs: Any) -> set[Any]:
        """Those of Wagtail, each with a language; nothing of it is stored."""
        people: set[Any] = super().get_valid_recipients(instance, **kwargs)  # type: ignore[misc]
        for person in people:
            profile = person.wagtail_userprofile
            profile.preferred_language = profile.preferred_language or person.language
        return people


class UnitReviewMail(InTheirLanguage, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """Sent when a page is handed in."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Of our own step alone."""
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, UnitReview)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> QuerySet[User]:
        """The approvers of whoever handed it in."""
        return approvers_of(task_state.workflow_state.requested_by)


class SubmittedMail(InTheirLanguage, mail.WorkflowStateSubmissionEmailNotifier):
    """To superusers."""


class ApprovedMail(InTheirLanguage, mail.WorkflowStateApprovalEmailNotifier):
    """To whoever handed a page in."""


class RejectedMail(InTheirLanguage, mail.WorkflowStateRejectionEmailNotifier):
    """To whoever handed a page in, with the reason."""


tell_approvers = UnitReviewMail()
# Under the names that Wagtail connects its own by: who comes first stays, and its own are left out.
INSTEAD = {
    "workflow_state_submitted_email_notification": (workflow_submitted, SubmittedMail()),
    "workflow_state_approved_email_notification": (workflow_approved, ApprovedMail()),
    "workflow_state_rejected_email_notification": (workflow_rejected, RejectedMail()),
}


def connect() -> None:
    """Called as the room starts, which is before Wagtail's admin does."""
    task_submitted.connect(tell_approvers, sender=TaskState, dispatch_uid="portal.unit_review")
    for name, (signal, teller) in INSTEAD.items():
        signal.connect(teller, sender=WorkflowState, dispatch_uid=name)
