"""Persons, units, memberships that tie them together, and what opens an account to its owner."""

from people.models.activation import ActivationCode
from people.models.membership import Membership
from people.models.person import PersonCategory, PersonManager, User
from people.models.token import PersonalToken
from people.models.unit import Unit, UnitManager

__all__ = [
    "ActivationCode",
    "Membership",
    "PersonCategory",
    "PersonManager",
    "PersonalToken",
    "Unit",
    "UnitManager",
    "User",
]
