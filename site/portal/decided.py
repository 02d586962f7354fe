"""What is read in the editor about a page that was handed in: why it came back, what was decided.

Wagtail tells the editor by mail and in the history, and an approver that the page “was updated”.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState


def decide_once(request: HttpRequest, _page: Page) -> HttpResponse | None:
    """Refuses a decision that autosave sends along: the form with it is on its way already."""
    if "action-workflow-action" not in request.POST or request.accepts("text/html"):
        return None
    return JsonResponse(
        {"success": False, "error_code": "decided", "error_message": ""}, status=400
    )


def tell_why(request: Any, page: Page) -> None:
    """To whoever opens a page that was sent back: by whom, and what to change."""
    handed_in = page.current_workflow_state
    request.step = state = handed_in and handed_in.current_task_state
    if request.method != "GET" or state is None or state.status != TaskState.STATUS_REJECTED:
        return
    said = {"name": get_user_display_name(state.finished_by), "reason": state.comment}
    messages.warning(
        request,
        _("%(name)s sent this page back: “%(reason)s” Change it and hand it in again.") % said
        if state.comment
        else _("%(name)s sent this page back. Change it and hand it in again.") % said,
    )


def tell_what_was_decided(request: Any, page: Page) -> None:
    """To an approver who has just decided about the step that the page stood at."""
    state = request.step
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return
    state.refresh_from_db()
    editor = {"name": get_user_display_name(state.workflow_state.requested_by)}
    if state.status == TaskState.STATUS_REJECTED:
        messages.success(request, _("Sent back. %(name)s is told why.") % editor)
    elif state.status == TaskState.STATUS_APPROVED:
        messages.success(request, _("Approved. %(name)s is told.") % editor)
