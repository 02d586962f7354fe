"""Letting somebody in at the door: a place as long as one is free, and the mark."""

from datetime import datetime
from typing import Any

from attendance.actions.marking import note, sighting
from attendance.actions.refusing import outside_hours
from attendance.enums import MarkOutcome, Method
from attendance.queries import is_called_off
from attendance.remote import EVERYWHERE, Spot
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions import enter
from registration.enums import RegistrationOutcome

ENTERED = (RegistrationOutcome.ENTERED, RegistrationOutcome.ALREADY_REGISTERED)

NOT_LET_IN = {
    RegistrationOutcome.NO_PLACE_LEFT: MarkOutcome.NO_PLACE_LEFT,
    RegistrationOutcome.PERSON_MERGED: MarkOutcome.NOT_REGISTERED,  # who goes on is looked up anew
}


@action("attendance.walk_in")
def walk_in(
    *,
    by: Any,
    session: Any,
    person: Any,
    companions: int = 0,
    at: datetime | None = None,
    spot: Spot = EVERYWHERE,
) -> Result:
    """Give `person` a free place of the offering and mark them: WALKED_IN, or why not.

    Places are the registration's own affair: its verb `enter` decides under its locks.
    """
    seen = sighting(by, session, Method.WALK_IN, at, spot)
    if is_called_off(session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    if not seen.is_open:
        return outside_hours(session, seen.at, seen.until, person.name)
    place = enter(by=by, offering=session.offering, person=person, companions=companions)
    if place.outcome in NOT_LET_IN:
        return Result(NOT_LET_IN[place.outcome], None, {"name": person.name})
    if place.outcome not in ENTERED:
        return Result(MarkOutcome.SESSION_CANCELLED)
    result = note(seen, person=person, person_id=person.pk)
    if result.outcome is not MarkOutcome.MARKED:
        return result
    return Result(MarkOutcome.WALKED_IN, result.record, result.details)
