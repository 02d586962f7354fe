"""What colleagues were asked ends with the place they were asked to take."""

from typing import Any

from events.models import Offering
from registration.hand_over_enums import HandOverState
from registration.hand_over_telling import tell_given_up
from registration.models import HandOver, Registration


def end_hand_overs(
    offering: Offering, row: Registration, state: str = HandOverState.VOID, *, taken_by: Any = None
) -> None:
    """Nobody is asked any more to take the place of `row`; whoever was learns of it.

    `taken_by` has it now: their question was answered. The offering is locked by the caller.
    """
    asked = HandOver.objects.filter(registration=row).unended()
    for one in asked.select_related("person"):
        taken = taken_by is not None and one.person_id == taken_by.pk
        HandOver.objects.filter(pk=one.pk).end(HandOverState.TAKEN if taken else state)
        if not taken:
            tell_given_up(offering, one, row)
