"""Persons, units, and memberships that tie them together with a role and dates."""

from people.models.membership import Membership
from people.models.person import PersonCategory, PersonManager, User
from people.models.unit import Unit, UnitManager

__all__ = ["Membership", "PersonCategory", "PersonManager", "Unit", "UnitManager", "User"]
