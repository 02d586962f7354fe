"""The room's part of the Wagtail admin."""

from typing import Any

from wagtail import hooks

from attendance.bulk_actions import ApproveLeave
from attendance.viewsets import AppealViewSet, GuestViewSet, LeaveViewSet
from attendance.viewsets.leave_terms import leave_buttons
from events.additions import Addition, add

hooks.register("register_bulk_action", ApproveLeave)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Attend in the menu."""
    return [LeaveViewSet(), AppealViewSet(), GuestViewSet()]


add(Addition("attendance", buttons=leave_buttons))
