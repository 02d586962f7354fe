"""The room's part of the back office: accounts, units, memberships."""

from people.viewsets.accounts import UserViewSet
from people.viewsets.groups import GroupViewSet
from people.viewsets.memberships import MembershipViewSet
from people.viewsets.units import UnitViewSet

__all__ = ["GroupViewSet", "MembershipViewSet", "UnitViewSet", "UserViewSet"]
