"""By which way a person who asks comes in, or why not; what the places are does not matter here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from events.enums import Availability, OfferingState
from kernel.outcomes import Result
from publishing import dates
from registration.audience import not_for
from registration.enums import RegistrationOutcome, Via
from registration.models import Invitation

SHUT = {
    Availability.NOT_OPEN_YET: RegistrationOutcome.NOT_OPEN_YET,
    Availability.CLOSED: RegistrationOutcome.CLOSED,
    Availability.PAUSED: RegistrationOutcome.PAUSED,
    Availability.CANCELLED: RegistrationOutcome.CANCELLED,
    Availability.FINISHED: RegistrationOutcome.FINISHED,
}


@dataclass(frozen=True)
class Way:
    """How somebody comes in; `waits_for_decision` is the organiser's."""

    via: Via
    is_late: bool = False

    @property
    def waits_for_decision(self) -> bool:
        """Whether no place is given before the organiser has decided."""
        return self.is_late or self.via == Via.APPROVAL


def is_late(offering: Any, at: datetime | None = None) -> bool:
    """Whether the window has closed and late registrations are still looked at."""
    at = at or timezone.now()
    closed = offering.window(at) is Availability.CLOSED
    return closed and offering.late_until is not None and at < offering.late_until


def shut(offering: Any) -> Result | None:
    """Why nobody at all can ask now; None while the window, or its late end, is open."""
    if offering.state == OfferingState.DRAFT:
        return Result(RegistrationOutcome.NOT_PUBLISHED, offering)
    at = timezone.now()
    outcome = SHUT.get(offering.window(at))
    if outcome is None or is_late(offering, at):
        return None
    details = {
        "opens": dates.instant(offering.opens_at),
        "closes": dates.instant(offering.closes_at),
    }
    return Result(outcome, offering, details)


def way_of(offering: Any, person: Any, *, companions: int = 0, ruled: bool = True) -> Way | Result:
    """The way by which `person` comes in by themselves now, or the refusal that says why not.

    `ruled=False` says that the offering has no audience rules: they are not asked for.
    """
    if refusal := shut(offering):
        return refusal
    if companions > offering.companions_max:
        most = {"most": offering.companions_max}
        return Result(RegistrationOutcome.TOO_MANY_COMPANIONS, offering, most)
    late = is_late(offering)
    if is_invited(offering, person):
        return Way(Via.INVITATION, late)
    if refusal := closed_to(offering, person):
        return refusal
    if ruled and (refusal := not_for(offering, person)):
        return refusal
    return Way(Via.APPROVAL if offering.needs_approval else Via.SELF, late)


def is_invited(offering: Any, person: Any) -> bool:
    """Whether the named list of an offering that has one names `person`."""
    if not offering.admits_invited:
        return False
    listed = Invitation.objects.filter(offering=offering).standing()
    return listed.naming(person).exists()


def closed_to(offering: Any, person: Any) -> Result | None:
    """Why `person` cannot ask without an invitation: others name them, or they have no unit."""
    if not offering.admits_self:
        by_unit = offering.admits_nominated
        outcome = RegistrationOutcome.NOT_NOMINATED if by_unit else RegistrationOutcome.NOT_INVITED
        return Result(outcome, offering)
    if person.unit is None and not offering.open_to_all:
        return Result(RegistrationOutcome.NOT_ELIGIBLE, offering)
    return None
