"""What is asked about handing a place to a colleague: may one, who is meant, what is open."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.enums import OVER
from events.models import Offering
from kernel.outcomes import Result
from people.models import Unit, User
from registration.enums import RegistrationState
from registration.hand_over_enums import HandOverOutcome
from registration.models import HandOver, Registration
from registration.nomination_outcomes import NominationOutcome


def why_not(offering: Offering, row: Registration, begins: datetime | None) -> Result | None:
    """Why its holder cannot offer a place to a colleague; `begins`: the first session held."""
    if not offering.substitution_allowed:
        return Result(NominationOutcome.NOT_ALLOWED, row)
    if offering.state in OVER:
        return Result(NominationOutcome.OVER, row)
    if row.state != RegistrationState.CONFIRMED:
        return Result(HandOverOutcome.NO_PLACE, row)
    if row.nominated_unit_id is None and row.unit_id is None:
        return Result(HandOverOutcome.NO_UNIT, row)
    if begins is not None and begins <= timezone.now():
        return Result(NominationOutcome.BEGUN, row)
    return None


def unit_of(row: Registration) -> Unit | None:
    """Whose people can take the place: the nominating unit's, else those of the holder's own; where
    it is a place granted to a unit below that one, those of this unit alone.
    """
    unit: Unit | None = row.nominated_unit or row.unit
    granted = row.pool.unit if row.pool else None
    is_below = unit is not None and granted is not None and granted.path.startswith(unit.path)
    return granted if is_below else unit


def colleague(unit: Any, wanted: str) -> User | None:
    """The one person of `unit` with this number or exact name; of two namesakes neither."""
    people = User.objects.filter(is_active=True).in_units(Unit.objects.within(unit).order_by())
    words = wanted.split()
    if not words:
        return None
    known: User | None = people.filter(number=wanted.strip()).first()
    if known is not None:
        return known
    close = "".join(words).casefold()
    alike = [
        one for one in people.matching(words[0]) if "".join(one.name.split()).casefold() == close
    ]
    return alike[0] if len(alike) == 1 else None


def given_by(row: Registration | None) -> HandOver | None:
    """The question that the holder of a place has open."""
    return HandOver.objects.filter(registration=row).standing().first() if row else None


def asked_of(person: Any, offering: Offering) -> HandOver | None:
    """The question that `person` can answer, the earliest first."""
    if not offering.substitution_allowed or offering.state in OVER:
        return None
    if not getattr(person, "is_authenticated", False):
        return None
    asked = HandOver.objects.asking(person).standing().filter(registration__offering=offering)
    found: HandOver | None = asked.select_related(
        "registration__person", "registration__offering", "registration__nominated_unit"
    ).first()
    return found
