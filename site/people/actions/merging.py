"""Merging a unit into another one, which takes over its people.

The old unit stays, inactive, and points on. It also moves below the new one in the tree: what other
rooms recorded for it is found by every list of the new unit and those below it, by the same paths
as ever, and by those who reach the new unit.
"""

from typing import Any

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.actions.memberships import close, locked_units, open_membership
from people.actions.units import lock_tree
from people.enums import Role
from people.groups import sync_groups
from people.models import Invitation, JoinRequest, Membership, Unit, UnitGroup
from people.outcomes import PeopleOutcome


@action("people.merge_units")
def merge_units(*, by: Any, unit: Unit, into: Unit) -> Result:
    """Let `into` take over the people of `unit`, and the units below it.

    Everybody of the old unit becomes a member of the new one. Offices end with the unit they were
    held in: one that went over would reach the other unit's people. Requests go over, invitations
    end, groups name the new unit and are kept by it. Ends in UNITS_MERGED (record: the old unit),
    UNIT_INACTIVE (one of them ceased already) or BELOW_ITSELF.
    """
    lock_tree()
    units = {place.pk: place for place in locked_units(unit, into)}
    unit, into = units[unit.pk], units[into.pk]
    found: dict[str, Any] = {"name": unit.name, "unit": into.name}
    if into.path.startswith(unit.path):
        return Result(PeopleOutcome.BELOW_ITSELF, unit, found)
    if ceased := [place for place in (unit, into) if not place.is_active]:
        return Result(PeopleOutcome.UNIT_INACTIVE, unit, found | {"unit": ceased[0].name})
    moved = _move_people(unit, into)
    _move_requests(unit, into)
    _move_groups(unit, into)
    Unit.objects.filter(merged_into=unit).update(merged_into=into)
    Unit.objects.filter(pk=unit.pk).update(is_active=False, merged_into=into)
    _move_below(unit, into)
    changes = {"into": into.public_id, "people": moved}
    return Result(
        PeopleOutcome.UNITS_MERGED,
        Unit.objects.get(pk=unit.pk),
        found | {"count": moved, "changes": changes},
    )


def _move_people(unit: Unit, into: Unit) -> int:
    """End every membership of `unit`; make whoever held one a member of `into`, as long as they
    would have been: whoever leaves on a day leaves then, whoever comes later comes then.
    """
    today = timezone.localdate()
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).filter(unit=unit)
    held = rows.exclude(until_on__lt=today).select_related("user").order_by("pk")
    going: dict[int, Membership] = {}
    for row in held:
        if row.user_id not in going or row.role == Role.MEMBER:
            going[row.user_id] = Membership(
                user=row.user,
                unit=into,
                role=Role.MEMBER,
                since_on=max(row.since_on, today),
                until_on=row.until_on,
                post=row.post,
                rank=row.rank,
            )
        close(row, today)
    for made in going.values():
        if open_membership(made.user, into, Role.MEMBER) is None:
            made.save()
        sync_groups(made.user)
    return len(going)


def _move_requests(unit: Unit, into: Unit) -> None:
    """Requests wait for the new unit's liaison; a person who asked both asked once."""
    both = JoinRequest.objects.filter(unit=into).pending().values("person")
    waiting = JoinRequest.objects.filter(unit=unit, state=JoinRequest.State.PENDING)
    waiting.filter(person__in=both.order_by()).update(
        state=JoinRequest.State.WITHDRAWN, decided_at=timezone.now()
    )
    waiting.update(unit=into)
    JoinRequest.objects.filter(leaving=unit).pending().order_by().update(leaving=into)
    own = JoinRequest.objects.filter(unit=into, leaving=into)
    own.filter(state=JoinRequest.State.PENDING).update(leaving=None)
    Invitation.objects.filter(unit=unit, revoked_at=None).update(revoked_at=timezone.now())


def _move_groups(unit: Unit, into: Unit) -> None:
    """Groups address the new unit instead of the old one."""
    for group in UnitGroup.objects.filter(units=unit):
        group.units.remove(unit)
        group.units.add(into)
    taken = set(UnitGroup.objects.filter(owner=into).values_list("name", flat=True))
    for group in UnitGroup.objects.filter(owner=unit):
        group.owner, group.name = into, _free_name(group.name, unit, taken)
        taken.add(group.name)
        group.save(update_fields=["owner", "name"])


def _free_name(name: str, unit: Unit, taken: set[str]) -> str:
    """A keeper has each name once: another group of that name says whose it was."""
    longest = UnitGroup._meta.get_field("name").max_length or 0
    tried, number = name, 1
    while tried in taken:
        mark = f"（{unit}）" if number == 1 else f"（{unit} {number}）"
        tried, number = f"{name[: longest - len(mark)]}{mark}", number + 1
    return tried


def _move_below(unit: Unit, into: Unit) -> None:
    """The old unit's own units stand below the new one, and so does the old unit."""
    for child in list(Unit.objects.get(pk=unit.pk).get_children()):
        Unit.objects.get(pk=child.pk).move(Unit.objects.get(pk=into.pk), pos="last-child")
    Unit.objects.get(pk=unit.pk).move(Unit.objects.get(pk=into.pk), pos="last-child")
