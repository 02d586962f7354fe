"""The room's part of the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from attendance.bulk_actions import ApproveLeave
from attendance.rules import keep_credit
from attendance.viewsets import (
    AppealViewSet,
    CreditOverview,
    GuestViewSet,
    HoursViewSet,
    LeaveViewSet,
    RemarksList,
    TableEdit,
    TargetsEdit,
    TermsEdit,
)
from attendance.viewsets.leave_terms import leave_buttons
from events.additions import Addition, add
from events.models import Offering
from events.rules import manage_offering

hooks.register("register_bulk_action", ApproveLeave)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Attend in the menu."""
    return [HoursViewSet(), LeaveViewSet(), AppealViewSet(), GuestViewSet()]


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


def buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to leave, to its rules of attendance, and to what is worth a word."""
    leave = leave_buttons(person, offering)
    if not manage_offering.allows(person, offering):
        return leave
    rules = reverse("admin-attendance-rules", args=[offering.public_id])
    remarks = reverse("admin-attendance-remarks", args=[offering.public_id])
    return [
        *leave,
        Button(_("Rules of attendance"), url=rules, icon_name="cog", priority=40),
        Button(_("About attendance"), url=remarks, icon_name="warning", priority=41),
    ]


add(Addition("attendance", buttons=buttons))
