"""Asking to belong to a unit, and the liaison's decision."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify, notify_many
from notices.enums import Kind
from people.actions.memberships import locked_units, move_person, open_membership
from people.actions.telling import path_for
from people.enums import Role
from people.groups import sync_groups
from people.joining_outcomes import JoiningOutcome
from people.models import JoinRequest, Membership, Unit, User
from people.outcomes import PeopleOutcome
from people.rules import LIAISONS

State = JoinRequest.State
AT_ONCE = 3  # requests of one person that wait


@action("people.ask_to_join")
def ask_to_join(
    *, by: Any, person: User, unit: Unit, leaving: Unit | None = None, message: str = ""
) -> Result:
    """Ask the liaison of `unit` to take `person` in; `leaving` is the unit they leave for it.

    Ends in ASKED or, asked by somebody else, PASSED_ON (record: the request); ASKED_ALREADY, or
    ASKED_ANEW where it says something else than the one that waits, and takes its place;
    BELONGS_ALREADY, TOO_MANY_REQUESTS, UNIT_INACTIVE or, as confirming would, OFFICE_HELD_THERE.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # no two requests at once
    unit = Unit.objects.get(pk=unit.pk)
    found = {"person": person.name, "unit": unit.name}
    if not unit.is_active:
        return Result(PeopleOutcome.UNIT_INACTIVE, unit, found)
    waiting = JoinRequest.objects.filter(person=person).pending()
    held = waiting.filter(unit=unit).select_for_update(no_key=True).first()
    if Membership.objects.current().filter(user=person, unit=unit).exists():
        return Result(JoiningOutcome.BELONGS_ALREADY, unit, found)
    if leaving is not None and _offices_in(leaving, person).exists():
        return Result(JoiningOutcome.OFFICE_HELD_THERE, unit, found | {"leaving": leaving.name})
    outcome = JoiningOutcome.ASKED if by == person else JoiningOutcome.PASSED_ON
    if held is not None:
        message = message or held.message  # silence takes nothing back
        if (message, leaving) == (held.message, held.leaving):
            return Result(JoiningOutcome.ASKED_ALREADY, held, found)
        outcome = JoiningOutcome.ASKED_ANEW
        _decide(held, State.WITHDRAWN, by)
    elif len(waiting) >= AT_ONCE:
        return Result(JoiningOutcome.TOO_MANY_REQUESTS, unit, found)
    made = JoinRequest.objects.create(
        person=person, unit=unit, leaving=leaving, asked_by=by, message=message
    )
    _tell_liaisons(made)
    return Result(outcome, made, found | {"changes": {"unit": unit.public_id}})


@action("people.withdraw_request")
def withdraw_request(*, by: Any, request: JoinRequest) -> Result:
    """Take one's own request back: REQUEST_WITHDRAWN or DECIDED_ALREADY."""
    held = _locked(request)
    if held.state != State.PENDING:
        return Result(JoiningOutcome.DECIDED_ALREADY, held)
    _decide(held, State.WITHDRAWN, by)
    return Result(JoiningOutcome.REQUEST_WITHDRAWN, held)


@action("people.confirm_request")
def confirm_request(*, by: Any, request: JoinRequest) -> Result:
    """Take a person in, who leaves the unit named in the request: CONFIRMED or DECIDED_ALREADY.

    A unit that was merged meanwhile has handed its requests on; one that ceased: UNIT_INACTIVE.
    Whoever holds an office in the unit to be left keeps it, and waits: OFFICE_HELD_THERE.
    """
    places = [request.unit, *([request.leaving] if request.leaving else [])]
    units = {unit.pk: unit for unit in locked_units(*places)}
    held = _locked(request)
    unit, found = units[request.unit_id], {"person": held.person.name, "unit": held.unit.name}
    if held.state != State.PENDING:
        return Result(JoiningOutcome.DECIDED_ALREADY, held, found)
    if not unit.is_active:
        return Result(PeopleOutcome.UNIT_INACTIVE, held, found)
    leaving = units.get(held.leaving_id)
    if leaving is not None and _offices_in(leaving, held.person).exists():
        return Result(JoiningOutcome.OFFICE_HELD_THERE, held, found | {"leaving": leaving.name})
    _decide(held, State.CONFIRMED, by)
    take_in(held.person, unit, leaving)
    _tell_person(held, Kind.JOINED)
    return Result(JoiningOutcome.CONFIRMED, held, found | {"changes": {"unit": unit.public_id}})


@action("people.decline_request")
def decline_request(*, by: Any, request: JoinRequest, reason: str) -> Result:
    """Say no, with a reason that the person reads: DECLINED or DECIDED_ALREADY."""
    held = _locked(request)
    found = {"person": held.person.name, "unit": held.unit.name}
    if held.state != State.PENDING:
        return Result(JoiningOutcome.DECIDED_ALREADY, held, found)
    held.reason = reason
    _decide(held, State.DECLINED, by)
    _tell_person(held, Kind.JOIN_DECLINED)
    return Result(JoiningOutcome.DECLINED, held, found, reason)


def take_in(person: User, unit: Unit, leaving: Unit | None = None) -> Membership:
    """Make `person` a member of `unit` from today on; the units are locked."""
    today = timezone.localdate()
    if leaving is not None:
        return move_person(person, leaving, unit, today)
    held = open_membership(person, unit, Role.MEMBER)
    made = held or Membership.objects.create(
        user=person, unit=unit, role=Role.MEMBER, since_on=today
    )
    sync_groups(person)
    return made


def liaisons_of(unit: Unit) -> Any:
    """Who decides about `unit`: its liaison and deputies, or those of the nearest unit above."""
    chain = [unit, *reversed(list(unit.get_ancestors()))]
    rows = Membership.objects.current().filter(unit__in=chain)
    wanted = rows.filter(Q(role__in=LIAISONS) | Q(role__in=(Role.ORGANISER, Role.OPERATOR)))
    found = list(wanted.select_related("user").order_by("pk"))
    for place in chain:
        own = [row for row in found if row.unit_id == place.pk]
        liaisons = [row.user for row in own if row.role in LIAISONS]
        if liaisons or own:
            return liaisons or [row.user for row in own]
    return []


def _offices_in(unit: Unit, person: User) -> Any:
    """What the liaison of another unit cannot end: whoever names for `unit` does."""
    rows = Membership.objects.not_ended().filter(user=person, unit=unit)
    return rows.exclude(role=Role.MEMBER)


def _locked(request: JoinRequest) -> JoinRequest:
    rows = JoinRequest.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("person", "unit").get(pk=request.pk)


def _decide(held: JoinRequest, state: str, by: Any) -> None:
    held.state, held.decided_at, held.decided_by = state, timezone.now(), by
    held.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def _tell_liaisons(made: JoinRequest) -> None:
    context = {"asker": made.person.name, "unit": made.unit, "message": made.message}
    key = made.public_id
    notes = [
        Note(one, key, path_for(one, "join-request", key), context)
        for one in liaisons_of(made.unit)
    ]
    notify_many(Kind.JOIN_ASKED, notes)


def _tell_person(held: JoinRequest, kind: Kind) -> None:
    context = {"unit": held.unit, "reason": held.reason}
    path = path_for(held.person, "me-units")
    notify(person=held.person, kind=kind, key=held.public_id, path=path, context=context)
