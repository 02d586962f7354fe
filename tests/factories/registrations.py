"""Registrations in a given state, without passing the door."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import Offering
from people.models import User
from registration.enums import HOLDING, RegistrationState, Via
from registration.models import Registration


def make_registration(
    offering: Offering, person: User, state: str = RegistrationState.CONFIRMED, **fields: Any
) -> Registration:
    """A registration row; a state that holds a seat takes one from the general pool."""
    if state in HOLDING:
        fields.setdefault("pool", offering.pools.get(unit=None))
    if state == RegistrationState.OFFERED:
        fields.setdefault("offered_until", timezone.now() + timedelta(days=2))
    if state == RegistrationState.NOMINATED:
        fields = {"via": Via.NOMINATION, "nominated_unit": person.unit} | fields
    fields.setdefault("unit", person.unit)
    return Registration.objects.create(offering=offering, person=person, state=state, **fields)
