"""The room's part of the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail import hooks

from people.viewsets import GroupViewSet, MembershipViewSet, PeopleViewSet, UnitViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under People in the menu."""
    return [PeopleViewSet(), MembershipViewSet(), UnitViewSet(), GroupViewSet()]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Those of the register, so that groups can be given them."""
    of_people = Q(codename__endswith="_person") | Q(codename="see_categories")
    return Permission.objects.filter(of_people, content_type__app_label="people")
