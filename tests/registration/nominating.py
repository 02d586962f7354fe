"""Nominating in one line, and how a ranking stands."""

from events.models import SeatPool
from registration.actions import nomination
from registration.enums import RegistrationState as State
from registration.models import Registration


def nominate(cast, offering, person, unit=None):
    return nomination.nominate(
        by=cast.liaison, offering=offering, unit=unit or cast.unit, person=person
    )


def ranking(offering):
    """Name and whether a place is held, in the ranking."""
    rows = Registration.objects.filter(offering=offering, state=State.NOMINATED).order_by("rank")
    return [(row.person.name, row.pool_id is not None) for row in rows.select_related("person")]


def used(cast):
    return SeatPool.objects.get(unit=cast.unit).taken


def row_of(person):
    return Registration.objects.select_related("person", "offering").get(person=person)
