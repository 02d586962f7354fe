"""Who is told, in Wagtail's words and their own language, what becomes of a page handed in.

And who follows the comments on a page. A mail server that does not answer holds up no editor.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.admin import mail
from wagtail.admin.views.pages import edit
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsView
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)
from wagtail.users.models import UserProfile

from people.models import User
from portal.models import UnitReview
from portal.models.unit_review import approvers_of

logger = logging.getLogger(__name__)


def with_languages(people: Iterable[Any]) -> None:
    """Give each the language of the account where Wagtail was told no other; nothing is stored.

    Wagtail would write in the language of whoever acted.
    """
    for person in people:
        UserProfile.get_for_user(person)
        profile = person.wagtail_userprofile
        profile.preferred_language = profile.preferred_language or person.language


class InTheirLanguage:
    """Mails in the reader's language."""

    def get_valid_recipients(self, instance: Any, **kwargs: Any) -> set[Any]:
        """Those of Wagtail, each with a language."""
        people: set[Any] = super().get_valid_recipients(instance, **kwargs)  # type: ignore[misc]
        with_languages(people)
        return people

    def send_emails(self, *args: Any, **kwargs: Any) -> bool:
        """Whether all were sent; Wagtail gives up its page where a server refuses to speak."""
        try:
            return bool(super().send_emails(*args, **kwargs))  # type: ignore[misc]
        except OSError:  # smtplib's own among them
            logger.exception("mails about a page handed in were not sent")
            return False


def tell_of_comments(people: Iterable[Any], notification: str, context: dict[str, Any]) -> bool:
    """Wagtail's `send_notification`, in the reader's language; whether all were sent."""
    people = list(people)
    with_languages(people)
    try:
        return bool(mail.send_notification(people, notification, context))
    except OSError:
        logger.exception("mails about comments were not sent")
        return False


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
    edit.send_notification = tell_of_comments
    # Whoever approves a page looks at what was changed in it. These ask first whether somebody has
    # a permission for any page at all, which organisers have not; each asks for its own page, too.
    PageHistoryView.any_permission_required = None
    del RevisionsCompareView.dispatch, RevisionsView.dispatch
