"""A unit nominates its people, one or a whole list."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import Availability
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from people.models import Membership
from publishing import dates
from registration.actions.moves import begin, move
from registration.actions.persons import hold_people
from registration.actions.seating import ranking_of, seat_by_rank
from registration.actions.seats import tell_listings, with_figures
from registration.audience import not_for
from registration.enums import RegistrationOutcome, RegistrationState, Via
from registration.models import Registration, RegistrationChange
from registration.nomination_outcomes import NominationOutcome
from registration.nomination_telling import tell_nominated

State = RegistrationState
SHUT = {
    Availability.NOT_OPEN_YET: NominationOutcome.NOT_OPEN_YET,
    Availability.CLOSED: NominationOutcome.CLOSED,
    Availability.PAUSED: NominationOutcome.PAUSED,
    Availability.CANCELLED: NominationOutcome.OVER,
    Availability.FINISHED: NominationOutcome.OVER,
}


@action("registration.nominate")
def nominate(*, by: Any, offering: Offering, unit: Any, person: Any) -> Result:
    """Put `person` at the end of the unit's ranking: NOMINATED, RESERVED, or why not."""
    if refusal := _merged([person], offering):
        return refusal
    offering = lock_offering(offering)
    pools = lock_pools(offering)
    if refusal := shut(offering) or refused(offering, unit, person):
        return refusal
    taken = sum(pool.taken for pool in pools)
    change = _write(offering, unit, person, len(ranking_of(offering, unit)) + 1, by=by)
    _seat(offering, pools, unit, [change], taken)
    row = change.registration
    outcome = NominationOutcome.NOMINATED if row.pool_id else NominationOutcome.RESERVED
    details = {
        "name": person.name,
        "rank": row.rank,
        "changes": {"unit": unit.public_id, "rank": row.rank, "seated": row.pool_id is not None},
    }
    return Result(outcome, row, details)


@action("registration.nominate_many")
def nominate_many(*, by: Any, offering: Offering, unit: Any, people: Iterable[Any]) -> Result:
    """Nominate a list in its order, all or none: NOMINATED_MANY, or the first refusal.

    Whoever is nominated already is passed over, so that the same list can be sent again.
    """
    people = list(people)
    if refusal := _merged(people, offering):
        return refusal
    offering = lock_offering(offering)
    pools = lock_pools(offering)
    if refusal := shut(offering):
        return refusal
    taken = sum(pool.taken for pool in pools)
    last = len(ranking_of(offering, unit))
    wanted = []
    for person in people:
        refusal = refused(offering, unit, person)
        if refusal is None:
            wanted.append(person)
        elif refusal.outcome is not NominationOutcome.NOMINATED_ALREADY:
            return refusal
    if not wanted:
        return Result(NominationOutcome.NOBODY_CHOSEN, offering)
    changes = [
        _write(offering, unit, person, rank, by=by)
        for rank, person in enumerate(wanted, start=last + 1)
    ]
    _seat(offering, pools, unit, changes, taken)
    seated = sum(change.registration.pool_id is not None for change in changes)
    told = {"number": len(changes), "seated": seated}
    details = told | {"changes": told | {"unit": unit.public_id}}
    return Result(NominationOutcome.NOMINATED_MANY, offering, details)


def _merged(people: list[Any], offering: Offering) -> Result | None:
    """Hold everybody, before the offering; why not, where one was merged into another meanwhile."""
    closed = hold_people(person.pk for person in people)
    gone = next((person for person in people if person.pk in closed), None)
    if gone is None:
        return None
    return Result(RegistrationOutcome.PERSON_MERGED, offering, {"name": gone.name})


def shut(offering: Offering) -> Result | None:
    """Why nobody can be nominated now, whoever it is."""
    if not offering.admits_nominated:
        return Result(NominationOutcome.NOT_ADMITTING, offering)
    outcome = SHUT.get(offering.window())
    if outcome is None:
        return None
    details = {
        "opens": dates.instant(offering.opens_at),
        "closes": dates.instant(offering.closes_at),
    }
    return Result(outcome, offering, details)


def refused(offering: Offering, unit: Any, person: Any) -> Result | None:
    """Why this person cannot be nominated by this unit."""
    words = {"name": person.name, "unit": unit.name}
    if home_of(person, unit) is None:
        return Result(NominationOutcome.NOT_OF_UNIT, offering, words)
    row = Registration.objects.filter(offering=offering, person=person).first()
    if row is None or row.state == State.WITHDRAWN:
        return unfit(offering, person)
    if row.state in (State.DECLINED, State.REMOVED):
        return Result(NominationOutcome.DECIDED_ALREADY, row, words)
    if row.state == State.NOMINATED:
        return Result(NominationOutcome.NOMINATED_ALREADY, row, words)
    words["state"] = row.get_state_display()
    return Result(NominationOutcome.REGISTERED_ALREADY, row, words)


def unfit(offering: Offering, person: Any) -> Result | None:
    """Why the offering is not for this person, by its own conditions."""
    refusal = not_for(offering, person)
    if refusal is None:
        return None
    words = {"name": person.name, "why": refusal.message}
    return Result(NominationOutcome.NOT_ELIGIBLE, offering, words)


def home_of(person: Any, unit: Any) -> Any:
    """The unit, `unit` or one below it, to which the person belongs today; None when to none."""
    rows = Membership.objects.current().filter(user=person, unit__path__startswith=unit.path)
    row = rows.select_related("unit").order_by("unit__path").first()
    return row.unit if row else None


def _write(offering: Offering, unit: Any, person: Any, rank: int, *, by: Any) -> RegistrationChange:
    now = timezone.now()
    values = {
        "via": Via.NOMINATION,
        "nominated_unit": unit,
        "nominated_by": by,
        "rank": rank,
        "unit": home_of(person, unit),
        "queued_at": now,
        "companions": 0,
        "is_late": False,
    }
    row = Registration.objects.filter(offering=offering, person=person).first()
    if row is not None:
        row.person = person
        return move([row], State.NOMINATED, by=by, anew=values)[0]
    made = Registration(
        offering=offering, person=person, state=State.NOMINATED, changed_at=now, **values
    )
    return begin(made, by=by)[0]


def _seat(
    offering: Offering,
    pools: list[SeatPool],
    unit: Any,
    changes: list[RegistrationChange],
    taken: int,
) -> None:
    """Seats by rank, then the notices, which say whether the person has one."""
    seat_by_rank(offering, pools, unit)
    for change in changes:
        change.registration.refresh_from_db(fields=["rank", "pool"])
    tell_nominated(offering, changes)
    now = sum(pool.taken for pool in pools)
    if now != taken:
        tell_listings(with_figures(offering, pools), now - taken)
