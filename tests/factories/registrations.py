"""Registrations in a given state, without passing the door."""

from typing import Any

from events.models import Offering
from people.models import User
from registration.enums import HOLDING, RegistrationState
from registration.models import Registration


def make_registration(
    offering: Offering, person: User, state: str = RegistrationState.CONFIRMED, **fields: Any
) -> Registration:
    """A registration row; a state that holds a seat takes one from the general pool."""
    if state in HOLDING:
        fields.setdefault("pool", offering.pools.get(unit=None))
    fields.setdefault("unit", person.unit)
    return Registration.objects.create(offering=offering, person=person, state=state, **fields)
