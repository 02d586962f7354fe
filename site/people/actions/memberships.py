"""Giving a role in a unit, ending it, handing the liaison's office over."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership, Unit, User
from people.outcomes import PeopleOutcome
from publishing import dates


@action("people.add_member")
def add_member(
    *, by: Any, person: User, unit: Unit, role: str = Role.MEMBER, since_on: date | None = None
) -> Result:
    """Give `person` a role in `unit` from a day on (today).

    Ends in MEMBER_ADDED (record: the membership), ALREADY_MEMBER, or LIAISON_EXISTS, as a unit has
    one liaison.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    open_ones = Membership.objects.filter(unit=unit, role=role, until_on=None)
    held = open_ones.filter(user=person).select_related("user", "unit").first()
    if held is not None:
        return Result(PeopleOutcome.ALREADY_MEMBER, held, _words(held))
    if role == Role.LIAISON and (other := open_ones.select_related("user", "unit").first()):
        return Result(PeopleOutcome.LIAISON_EXISTS, other, _words(other))
    made = Membership.objects.create(
        user=person, unit=unit, role=role, since_on=since_on or timezone.localdate()
    )
    sync_groups(person)
    changes = {"role": str(role), "unit": unit.public_id}
    return Result(PeopleOutcome.MEMBER_ADDED, made, _words(made) | {"changes": changes})


@action("people.end_membership")
def end_membership(
    *, by: Any, membership: Membership, until_on: date | None = None, reason: str = ""
) -> Result:
    """End a membership with a day (today, which still counts).

    Ends in MEMBERSHIP_ENDED, ENDED_ALREADY or ENDS_BEFORE_START.
    """
    held = _locked(membership)
    until_on = until_on or timezone.localdate()
    if held.until_on is not None and held.until_on <= until_on:
        return Result(PeopleOutcome.ENDED_ALREADY, held)
    if until_on < held.since_on:
        return Result(PeopleOutcome.ENDS_BEFORE_START, held)
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    sync_groups(held.user)
    words = _words(held) | {"until": dates.plain_day(until_on)}
    changes = {"role": held.role, "until_on": until_on.isoformat()}
    return Result(PeopleOutcome.MEMBERSHIP_ENDED, held, words | {"changes": changes}, reason)


@action("people.hand_over_liaison")
def hand_over_liaison(*, by: Any, membership: Membership, to: User) -> Result:
    """Make `to` the liaison of the unit from today on; the office's history stays.

    Ends in HANDED_OVER (record: the new membership), ALREADY_MEMBER or NOT_A_LIAISON.
    """
    held = _locked(membership)
    if held.role != Role.LIAISON or held.until_on is not None:
        return Result(PeopleOutcome.NOT_A_LIAISON, held)
    if held.user_id == to.pk:
        return Result(PeopleOutcome.ALREADY_MEMBER, held, _words(held))
    today = timezone.localdate()
    # The former liaison's last day was yesterday: two at once would both decide today.
    held.until_on = max(today - timedelta(days=1), held.since_on)
    held.save(update_fields=["until_on"])
    made = Membership.objects.create(user=to, unit=held.unit, role=Role.LIAISON, since_on=today)
    sync_groups(held.user)
    sync_groups(to)
    changes = {"role": Role.LIAISON.value, "unit": held.unit.public_id}
    return Result(PeopleOutcome.HANDED_OVER, made, _words(made) | {"changes": changes})


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("user", "unit").get(pk=membership.pk)


def _words(membership: Membership) -> dict[str, Any]:
    return {
        "person": membership.user.name,
        "role": membership.get_role_display(),
        "unit": membership.unit.name,
    }
