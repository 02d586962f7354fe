"""The first page of the admin: what needs attention today, for organisers and for editors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from attendance.absence_rules import decide_leave
from attendance.rules import work_desk
from essays.rules import review_essay
from essays.waiting import unread_by
from events.enums import OfferingState
from events.rules import manage_offering
from events.titles import with_titles
from portal.backoffice_tour import TourPanel, runs_offerings
from portal.rules import drafts_for
from registration.enums import RegistrationState
from registration.rules import decide_registration

NEXT_SESSIONS = 6


@dataclass(frozen=True)
class Todo:
    """A number that waits for somebody, and where it is dealt with."""

    number: int
    label: str | Promise
    url: str


class SessionsPanel(Component):
    """What is held next of what the person runs, each with its desk. One query."""

    name = "sessions"
    order = 20
    template_name = "admin/portal/sessions_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """From the sessions that are still on."""
        person = parent_context["request"].user
        rows = work_desk.visible(person).held().with_places()  # type: ignore[misc]
        rows = with_titles(rows.exclude(offering__state=OfferingState.CANCELLED), "offering__page")
        ahead = rows.filter(ends_at__gte=timezone.now() - timedelta(hours=1))
        return {"sessions": ahead.order_by("starts_at", "pk")[:NEXT_SESSIONS]}


class TodoPanel(Component):
    """Numbers with links. One query for each number."""

    name = "todo"
    order = 10
    template_name = "admin/portal/todo_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """What waits for this person, whatever roles they hold."""
        request = parent_context["request"]
        return {
            "todos": [
                *organiser_todos(request.user),
                *reviewer_todos(request.user),
                *editor_todos(request.user),
            ]
        }


def organiser_todos(person: Any) -> list[Todo]:
    """Registrations to decide about, who waits, drafts, what is over but not finished."""
    if not runs_offerings(person):
        return []
    registrations = decide_registration.visible(person)  # type: ignore[misc]
    by_state = dict(registrations.order_by().values_list("state").annotate(number=Count("pk")))
    offerings = manage_offering.visible(person)  # type: ignore[misc]
    drafts = offerings.filter(state=OfferingState.DRAFT).count()
    over = offerings.with_figures().past().filter(state=OfferingState.PUBLISHED).count()
    lists = reverse("registrations:index"), reverse("offerings:index")
    return [
        Todo(
            by_state.get(RegistrationState.PENDING, 0),
            _("Registrations to decide about"),
            f"{lists[0]}?state=pending",
        ),
        Todo(
            by_state.get(RegistrationState.WAITLISTED, 0),
            _("People on waiting lists"),
            f"{lists[0]}?state=waitlisted",
        ),
        Todo(
            decide_leave.visible(person).count(),  # type: ignore[misc]
            _("Leave to decide about"),
            f"{reverse('leave:index')}?mine=yes",
        ),
        Todo(drafts, _("Drafts of offerings"), f"{lists[1]}?state=draft"),
        Todo(
            over, _("Over, but not finished"), f"{lists[1]}?state=published&held_to={yesterday()}"
        ),
    ]


def reviewer_todos(person: Any) -> list[Todo]:
    """Essays that wait for a reviewer."""
    if not review_essay.allows(person):
        return []
    return [Todo(unread_by(person).count(), _("Essays awaiting review"), reverse("review"))]


def editor_todos(person: Any) -> list[Todo]:
    """Pages with unpublished changes, and those that wait for moderation.

    Organisers approve pages and have none: what waits for them is named further down.
    """
    waiting = TaskState.objects.reviewable_by(person).count()
    label = _("Pages awaiting your moderation")
    if not user_has_any_page_permission(person):
        return [Todo(waiting, label, "#awaiting-review-section")] if waiting else []
    drafts = drafts_for(person).count()
    return [
        Todo(drafts, _("Pages with changes not yet published"), reverse("admin-drafts")),
        Todo(waiting, label, reverse("wagtailadmin_reports:workflow")),
    ]


def yesterday() -> str:
    """The day before today, as an address writes it."""
    return (timezone.localdate() - timedelta(days=1)).isoformat()


def panels_for(request: HttpRequest) -> list[Component]:
    """Our panels; sessions only for those who work at a desk."""
    panels: list[Component] = [TourPanel(), TodoPanel()]
    if work_desk.allows(request.user):
        panels.append(SessionsPanel())
    return panels
