"""The room's part of the Wagtail admin."""

from typing import Any

from wagtail import hooks

from people.viewsets import GroupViewSet, MembershipViewSet, UnitViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under People in the menu."""
    return [MembershipViewSet(), UnitViewSet(), GroupViewSet()]
