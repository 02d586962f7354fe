"""The room's part of the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from attendance.bulk_actions import ApproveLeave
from attendance.enums import RECORD
from attendance.rules import keep_credit, print_names
from attendance.viewsets import (
    AppealViewSet,
    AttendanceViewSet,
    CreditOverview,
    GuestViewSet,
    HoursViewSet,
    LeaveViewSet,
    RemarksList,
    SitePeople,
    SitesEdit,
    TableEdit,
    TargetsEdit,
    TermsEdit,
)
from attendance.viewsets.leave_terms import leave_buttons
from events.additions import Addition, add
from events.enums import OfferingState
from events.models import Offering, Session
from events.rules import manage_offering
from publishing import dates

hooks.register("register_bulk_action", ApproveLeave)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Attend in the menu."""
    return [
        AttendanceViewSet(),
        HoursViewSet(),
        LeaveViewSet(),
        AppealViewSet(),
        GuestViewSet(),
    ]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Tables and targets; the rules of one offering."""
    return [
        path("credit-hours/", CreditOverview.as_view(), name="admin-credit"),
        path("credit-hours/tables/<int:year>/", TableEdit.as_view(), name="admin-credit-table"),
        path(
            "credit-hours/targets/<int:year>/", TargetsEdit.as_view(), name="admin-credit-targets"
        ),
        path(
            "attendance-rules/<slug:public_id>/",
            TermsEdit.as_view(),
            name="admin-attendance-rules",
        ),
        path(
            "attendance-remarks/<slug:public_id>/",
            RemarksList.as_view(),
            name="admin-attendance-remarks",
        ),
        path("remote-sites/<slug:public_id>/", SitesEdit.as_view(), name="admin-remote-sites"),
        path(
            "remote-sites/<slug:public_id>/people/",
            SitePeople.as_view(),
            name="admin-site-people",
        ),
    ]


class CreditMenuItem(MenuItem):
    """Shown to operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the rule of the page."""
        return keep_credit.allows(request.user)


@hooks.register("register_attend_menu_item")
def register_credit() -> MenuItem:
    """What counts as how many hours."""
    return CreditMenuItem(
        _("Rules for credit hours"),
        reverse("admin-credit"),
        name="credit-hours",
        icon_name="cog",
        order=90,
    )


def rule_buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to leave, to its rules of attendance, and to what is worth a word."""
    leave = leave_buttons(person, offering)
    if not manage_offering.allows(person, offering):
        return leave
    rules = reverse("admin-attendance-rules", args=[offering.public_id])
    remarks = reverse("admin-attendance-remarks", args=[offering.public_id])
    sites = reverse("admin-remote-sites", args=[offering.public_id])
    return [
        *leave,
        Button(_("Remote sites"), url=sites, icon_name="site", priority=42),
        Button(_("Rules of attendance"), url=rules, icon_name="cog", priority=40),
        Button(_("About attendance"), url=remarks, icon_name="warning", priority=41),
    ]


def buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to its matrix, its papers, leave and rules."""
    if not person.has_perm("attendance.view_attendance"):
        return rule_buttons(person, offering)
    matrix = reverse("attendance:matrix", args=[offering.pk])
    found = [
        Button(
            RECORD,
            url=matrix,
            icon_name="check",
            priority=33,
        )
    ]
    if print_names.allows(person, offering):
        papers = reverse("attendance:papers", args=[offering.pk])
        found.append(Button(_("Papers"), url=papers, icon_name="doc-full", priority=59))
    return [*found, *rule_buttons(person, offering)]


def session_buttons(person: Any, session: Session) -> list[Button]:
    """From a session to its desk, the matrix, and the sheets of its half-day."""
    day = dates.local_date(session.starts_at).isoformat()
    papers = reverse("attendance:papers", args=[session.offering_id])
    desk = reverse("desk-session", args=[session.public_id])
    is_drafted = session.offering.state == OfferingState.DRAFT
    return [
        *([] if is_drafted else [Button(_("Check-in desk"), url=desk)]),
        Button(
            RECORD,
            url=reverse("attendance:matrix", args=[session.offering_id]),
        ),
        Button(_("Papers"), url=f"{papers}?day={day}"),
    ]


add(Addition("attendance", buttons=buttons, session_buttons=session_buttons))
