"""What is read in the editor about a page that was handed in: what waits, why it came back, what
was decided; and about a translation that is older than its original.

Wagtail tells the editor by mail and in the history, and an approver that the page “was updated”.
"""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Locale, Page, TaskState

from portal.translations import is_behind
from publishing import dates


def decide_once(request: HttpRequest, _page: Page) -> HttpResponse | None:
    """Refuses a decision that autosave sends along: the form with it is on its way already."""
    if "action-workflow-action" not in request.POST or request.accepts("text/html"):
        return None
    said = {"success": False, "error_code": "decided", "error_message": ""}
    return JsonResponse(said)


def tell_how_it_stands(request: Any, page: Page) -> None:
    """To whoever opens a page that was handed in, or sent back."""
    handed_in = page.current_workflow_state
    request.step = state = handed_in and handed_in.current_task_state
    if request.method != "GET" or state is None:
        return
    if state.status == TaskState.STATUS_REJECTED:
        messages.warning(request, _why(state))
    elif state.task.specific.get_actions(page, request.user):
        said = _("%(name)s handed this page in: approve it, or send it back, beside “Save draft”.")
        name = get_user_display_name(handed_in.requested_by)
        messages.warning(request, said % {"name": name}, buttons=_ways(page) if page.live else None)


def _why(state: TaskState) -> str:
    said = {"name": get_user_display_name(state.finished_by), "reason": state.comment}
    if not state.comment:
        return _("%(name)s sent this page back. Change it and hand it in again.") % said
    return _("%(name)s sent this page back: “%(reason)s” Change it and hand it in again.") % said


def _ways(page: Page) -> list[Any]:
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    return [messages.button(compare, _("Compare with what readers see"))]


def tell_what_is_newer(request: Any, page: Page) -> None:
    """To whoever opens a translation that is older than what it translates."""
    if request.method != "GET" or page.locale_id == (main := Locale.get_default()).pk:
        return
    original = page.get_translation_or_none(main)
    if original is not None and is_behind(page, original):
        said = _("What this page translates was published again on %(day)s, after it.")
        history = reverse("wagtailadmin_pages:history", args=[original.pk])
        day = dates.plain_day(original.last_published_at)
        ways = [messages.button(history, _("See what changed"))]
        messages.warning(request, said % {"day": day}, buttons=ways)


def tell_what_was_decided(request: Any, page: Page) -> None:
    """To an approver who has just decided about the step that the page stood at."""
    state = request.step
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return
    state.refresh_from_db()
    said = {
        TaskState.STATUS_REJECTED: _("“%(title)s” is sent back. %(name)s is told why."),
        TaskState.STATUS_APPROVED: _("“%(title)s” is approved. %(name)s is told."),
    }.get(state.status)
    if said is None:
        return
    list(get_messages(request))  # which were read with that: Wagtail's own says less
    name = get_user_display_name(state.workflow_state.requested_by)
    messages.success(request, said % {"title": page.get_admin_display_title(), "name": name})
