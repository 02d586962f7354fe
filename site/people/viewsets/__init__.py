"""The room's part of the back office: accounts, units, memberships."""

from people.viewsets.accounts import AccessViewSet, UserViewSet
from people.viewsets.groups import GroupViewSet
from people.viewsets.memberships import MembershipViewSet
from people.viewsets.people import PeopleViewSet
from people.viewsets.units import UnitViewSet

__all__ = [
    "AccessViewSet",
    "GroupViewSet",
    "MembershipViewSet",
    "PeopleViewSet",
    "UnitViewSet",
    "UserViewSet",
]
