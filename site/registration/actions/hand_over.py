"""A participant hands their place to a colleague of the same unit, who has to accept it.

Answers and consent are the colleague's own, so nothing moves before they say yes. Then the place
changes hands as it does at the liaison's desk: by `substitute`, and never free in between.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering
from events.models import Session
from events.workdays import add_working_hours
from kernel.actions import action
from kernel.outcomes import Result
from people.models import User
from publishing import dates
from publishing.languages import text
from registration.actions.answers import Uploads, Values, answer, unfit
from registration.actions.asked import end_hand_overs
from registration.actions.moves import reread
from registration.actions.nomination import substitute
from registration.actions.persons import hold_people
from registration.actions.respond import HOURS_TO_ANSWER
from registration.enums import RegistrationOutcome
from registration.hand_over_enums import HandOverOutcome as Outcome
from registration.hand_over_enums import HandOverState as State
from registration.hand_over_telling import tell_asked, tell_changed_hands, tell_kept
from registration.hand_overs import colleague, unit_of, why_not
from registration.models import HandOver, Registration
from registration.nomination_outcomes import NominationOutcome

# As often may one place be offered: nobody tries out a whole unit, or rings at every door.
MOST = 5


@action("registration.ask_colleague")
def ask_colleague(*, by: Any, registration: Registration, wanted: str, reason: str) -> Result:
    """Ask the colleague whom `wanted` names, by number or exact name, to take the place: ASKED.

    ASKED as well where it names nobody of the unit: who belongs to a unit cannot be tried out.
    The refusals concern the holder alone. Two working days are given to answer, and no more than
    until it begins.
    """
    meant = _meant(registration, wanted)
    hold_people([meant.pk] if meant else [])
    offering = lock_offering(registration.offering)
    row = reread(registration)
    begins = Session.objects.filter(offering=offering).held().order_by("starts_at")
    first = begins.values_list("starts_at", flat=True).first()
    if refusal := why_not(offering, row, first) or _asked_enough(row):
        return refusal
    person = _meant(row, wanted)  # once more: meanwhile they may be one with another account
    if person is not None and person.pk == row.person_id:
        return Result(Outcome.YOURSELF, row)
    until = add_working_hours(timezone.now(), HOURS_TO_ANSWER)
    made = HandOver.objects.create(
        registration=row,
        person=person,
        wanted=wanted[:80],
        reason=reason[:200],
        until=until if first is None else min(until, first),
    )
    tell_asked(offering, made)
    # Whom it means, and whether anybody, is not for the audit either.
    details = {"until": dates.instant(made.until), "changes": {"asked": made.public_id}}
    return Result(Outcome.ASKED, row, details)


@action("registration.keep_place")
def keep_place(*, by: Any, registration: Registration) -> Result:
    """The holder takes the question back: KEPT or NOBODY_ASKED."""
    offering = lock_offering(registration.offering)
    row = reread(registration)
    if not HandOver.objects.filter(registration=row).unended().exists():
        return Result(Outcome.NOBODY_ASKED, row)
    end_hand_overs(offering, row, State.TAKEN_BACK)
    return Result(Outcome.KEPT, row, {"changes": {"asked": State.TAKEN_BACK.value}})


@action("registration.turn_down")
def turn_down(*, by: Any, hand_over: HandOver) -> Result:
    """The colleague says no: TURNED_DOWN or NOT_ASKED. The holder keeps the place and is told."""
    among = HandOver.objects.standing
    return _not_taken(hand_over, among, State.DECLINED, Outcome.TURNED_DOWN)


@action("registration.lapse_hand_over")
def lapse_hand_over(*, by: Any, hand_over: HandOver) -> Result:
    """Nobody answered in time: LAPSED or NOT_ASKED. The holder keeps the place and is told."""
    return _not_taken(hand_over, HandOver.objects.overdue, State.LAPSED, Outcome.LAPSED)


@action("registration.take_over")
def take_over(
    *, by: Any, hand_over: HandOver, values: Values | None = None, uploads: Uploads | None = None
) -> Result:
    """The colleague says yes: TAKEN_OVER (record: their registration), or why not.

    In one transaction the former is withdrawn, the colleague confirmed on the same place and their
    answers are kept. Else NOT_ASKED, ANSWERS_MISSING, QUESTION_CHANGED, ACCOUNT_CLOSED, or what
    `substitute` says, said to them.
    """
    if hold_people([hand_over.person_id]):
        return Result(RegistrationOutcome.ACCOUNT_CLOSED, hand_over)
    offering = lock_offering(hand_over.registration.offering)
    asked = _locked(HandOver.objects.standing(), hand_over)
    if asked is None:
        return Result(Outcome.NOT_ASKED, hand_over)
    if not offering.substitution_allowed:
        return Result(NominationOutcome.NOT_ALLOWED, hand_over)
    given = values or {}
    if refusal := unfit(offering, given, hand_over):
        return refusal
    former = asked.registration
    result = substitute(by=by, registration=former, person=asked.person, reason=asked.reason)
    if not result.ok:
        return _said_to_reader(result, former)
    row: Registration = result.record
    answer(by=by, registration=row, values=given, uploads=uploads, late=True)  # they begin anew
    tell_changed_hands(offering, former, row, reason=asked.reason)
    details = {"former": former.person.name, "changes": {"former": former.public_id}}
    return Result(Outcome.TAKEN_OVER, row, details)


def _meant(row: Registration, wanted: str) -> User | None:
    unit = unit_of(row)
    return colleague(unit, wanted) if unit is not None else None


def _asked_enough(row: Registration) -> Result | None:
    """Why nobody else can be asked now: somebody is, or many were."""
    asked = HandOver.objects.filter(registration=row)
    asked.overdue().end(State.LAPSED)
    if (standing := asked.standing().first()) is not None:
        return Result(Outcome.ASKED_ALREADY, row, {"until": dates.instant(standing.until)})
    if asked.count() >= MOST:
        return Result(Outcome.ASKED_OFTEN, row, {"most": MOST})
    return None


def _locked(rows: Any, hand_over: HandOver) -> HandOver | None:
    """The question as it is under the offering's lock, if it is among `rows` still."""
    locked = rows.select_for_update(no_key=True, of=("self",)).filter(pk=hand_over.pk)
    found: HandOver | None = locked.select_related(
        "person", "registration__person", "registration__unit", "registration__nominated_unit"
    ).first()
    return found


def _not_taken(
    hand_over: HandOver, among: Callable[[], Any], state: State, outcome: Outcome
) -> Result:
    """End the question in `state`, if it is `among` those still; the holder is told."""
    offering = lock_offering(hand_over.registration.offering)
    asked = _locked(among(), hand_over)
    if asked is None:
        return Result(Outcome.NOT_ASKED, hand_over)
    HandOver.objects.filter(pk=asked.pk).end(state)
    tell_kept(offering, asked, declined=state == State.DECLINED)
    details = {"former": asked.registration.person.name, "changes": {"asked": state.value}}
    return Result(outcome, asked, details)


def _said_to_reader(result: Result, former: Registration) -> Result:
    """What `substitute` says about somebody, said to them."""
    said, words = result.outcome, result.details
    unit = unit_of(former)
    if said is NominationOutcome.NOT_OF_UNIT:
        return Result(Outcome.OTHER_UNIT, former, {"unit": text(unit, "name") if unit else ""})
    if said is NominationOutcome.NOT_ELIGIBLE:
        return Result(Outcome.NOT_FOR_YOU, former, {"why": words["why"]})
    if said is NominationOutcome.REGISTERED_ALREADY:
        return Result(Outcome.REGISTERED_YOURSELF, former, {"state": words["state"]})
    if said is NominationOutcome.DECIDED_ALREADY:
        return Result(RegistrationOutcome.DECIDED_ALREADY, former)
    gone = (NominationOutcome.NO_PLACE_TO_HAND_OVER, NominationOutcome.SAME_PERSON)
    return Result(Outcome.NOT_ASKED, former) if said in gone else result
