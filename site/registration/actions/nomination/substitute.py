"""Handing a place to somebody else (换人): the place is never free in between."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import OVER
from events.models import Offering, Session
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.allocate import Terms, allocate
from registration.actions.asked import end_hand_overs
from registration.actions.moves import move
from registration.actions.nomination.nominate import home_of, unfit
from registration.actions.persons import hold_people
from registration.actions.pools import held_by
from registration.actions.promote import pass_on
from registration.enums import RegistrationOutcome, RegistrationState
from registration.hand_overs import unit_of
from registration.models import Registration
from registration.nomination_outcomes import NominationOutcome
from registration.nomination_telling import tell_handed_over
from registration.states import may_move

State = RegistrationState
# What can be handed over; an offer that still awaits its answer is the person's own.
HANDED = (State.CONFIRMED, State.NOMINATED)


@action("registration.substitute")
def substitute(*, by: Any, registration: Registration, person: Any, reason: str) -> Result:
    """Let `person` have the place: SUBSTITUTED (record: their registration), or why not.

    The pools are locked, the former row is withdrawn and the new one written in one transaction:
    no waiting list and nobody who registers meanwhile sees the place free. State, pool, way in and
    ranking go over; the unit's people alone can take it. The reason is about the former, and stands
    in their history alone.
    """
    if not reason.strip():
        return Result(NominationOutcome.REASON_MISSING, registration)
    if hold_people([person.pk]):
        return Result(RegistrationOutcome.PERSON_MERGED, registration, {"name": person.name})
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    rows = Registration.objects.select_related("person", "unit", "nominated_unit", "pool__unit")
    former = rows.get(pk=registration.pk)
    taken_over = rows.filter(offering=offering, person=person).first()
    if refusal := _refused(offering, former) or _unfit(former, taken_over, person):
        return refusal
    state, held, freed = former.state, held_by(former, pools), 1 + former.companions
    values = _going_over(former, person, by)
    left = move([former], State.WITHDRAWN, by=by, reason=reason)[0]
    if held is not None:
        held.taken -= freed
    row = taken_over or Registration(offering=offering)
    row.person, row.unit, row.companions = person, values["unit"], 0
    nominated = state == State.NOMINATED
    kind = Kind.NOMINATED if nominated else Kind.ADMITTED
    terms = Terms(by, kind, only=held, anew=values, freed=freed, as_nomination=nominated)
    had = row.pool_id
    came = allocate([row], offering, pools, terms)[0]
    # Companions come with the person: their places go to those who wait, and so does a place that
    # was kept for whoever takes over.
    if former.companions or had:
        pass_on(offering, lock_pools(offering), by=by, freed=0)
    end_hand_overs(offering, former, taken_by=person)
    tell_handed_over(offering, left, person)
    details: dict[str, Any] = {"name": person.name, "former": former.person.name}
    details["changes"] = {"state": state, "former": former.public_id}
    return Result(NominationOutcome.SUBSTITUTED, came.registration, details)


def _going_over(former: Registration, person: Any, by: Any) -> dict[str, Any]:
    """How the former came to the place; companions came with the person."""
    unit = unit_of(former)
    return {
        "unit": home_of(person, unit) if unit is not None else person.unit,
        "via": former.via,
        "is_late": former.is_late,
        "nominated_unit": former.nominated_unit,
        "nominated_by": former.nominated_by and by,
        "rank": former.rank,
        "companions": 0,
        "companion_names": "",
        "queued_at": timezone.now(),
    }


def _refused(offering: Offering, former: Registration) -> Result | None:
    """Why this place can go to nobody."""
    words = {"name": former.person.name}
    if offering.state in OVER:
        return Result(NominationOutcome.OVER, offering)
    if former.state not in HANDED or (former.state == State.NOMINATED and not former.pool_id):
        return Result(NominationOutcome.NO_PLACE_TO_HAND_OVER, former, words)
    begun = Session.objects.filter(offering=offering, starts_at__lte=timezone.now()).held()
    if begun.exists():
        return Result(NominationOutcome.BEGUN, former)
    return None


def _unfit(former: Registration, other: Registration | None, person: Any) -> Result | None:
    """Why this person cannot take it."""
    if former.person_id == person.pk:
        return Result(NominationOutcome.SAME_PERSON, former, {"name": person.name})
    unit = unit_of(former)
    words = {"name": person.name, "unit": unit.name if unit else ""}
    if unit is not None and home_of(person, unit) is None:
        return Result(NominationOutcome.NOT_OF_UNIT, former, words)
    if other is None or other.state == State.WITHDRAWN:
        return unfit(former.offering, person)
    if other.state in (State.DECLINED, State.REMOVED):
        return Result(NominationOutcome.DECIDED_ALREADY, other, words)
    if not may_move(other.state, former.state):
        words["state"] = other.get_state_display()
        return Result(NominationOutcome.REGISTERED_ALREADY, other, words)
    return None
