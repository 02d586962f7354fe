"""Persons, units, who belongs where, and what opens an account to its owner."""

from people.models.activation import ActivationCode
from people.models.joining import Invitation, JoinRequest
from people.models.membership import Membership
from people.models.person import DistinctPair, PersonCategory, PersonManager, User
from people.models.token import PersonalToken
from people.models.unit import Unit, UnitGroup, UnitManager

__all__ = [
    "ActivationCode",
    "DistinctPair",
    "Invitation",
    "JoinRequest",
    "Membership",
    "PersonCategory",
    "PersonManager",
    "PersonalToken",
    "Unit",
    "UnitGroup",
    "UnitManager",
    "User",
]
