"""Adding a person to the register, and changing what it says about one."""

from typing import Any

from kernel.actions import action
from kernel.outcomes import Result
from people.actions.accounts import forget_addresses
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership, Unit, User
from people.names import full_name
from people.outcomes import PeopleOutcome

EDITABLE = ("last_name", "first_name", "number", "email", "phone")


@action("people.add_person")
def add_person(
    *,
    by: Any,
    unit: Unit,
    values: dict[str, Any],
    post: str = "",
    categories: list[Any] | None = None,
    is_another: bool = False,
) -> Result:
    """Add a person without a password as a member of `unit`: PERSON_ADDED.

    SAME_NAME_THERE when the unit has one of that name and `is_another` is not said.
    Raises ValueError for a field that is not in EDITABLE.
    """
    _judge(values)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    name = full_name(values.get("last_name") or "", values.get("first_name") or "")
    namesakes = User.objects.standing().in_units(Unit.objects.filter(pk=unit.pk))
    same = [one for one in namesakes.matching(name) if one.name == name]
    if same and not is_another:
        details = {"name": name, "unit": unit.name}
        return Result(PeopleOutcome.SAME_NAME_THERE, same[0], details)
    made = User(**values)
    made.set_unusable_password()
    made.save()
    Membership.objects.create(user=made, unit=unit, role=Role.MEMBER, post=post)
    if categories:
        made.categories.set(categories)
    sync_groups(made)
    words = {"name": made.name, "unit": unit.name}
    changes = {"unit": unit.public_id}
    return Result(PeopleOutcome.PERSON_ADDED, made, words | {"changes": changes})


@action("people.edit_person")
def edit_person(
    *, by: Any, person: User, values: dict[str, Any], categories: list[Any] | None = None
) -> Result:
    """Change name, number, address or categories (None: as they are): PERSON_EDITED or UNCHANGED.

    A number that somebody else typed is not proved: its owner proves it at the next sign-in.
    Raises ValueError for a field that is not in EDITABLE.
    """
    _judge(values)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    changed = [name for name in EDITABLE if name in values]
    changed = [name for name in changed if (getattr(person, name) or "") != (values[name] or "")]
    fields = list(changed)
    if categories is not None and set(categories) != set(person.categories.all()):
        person.categories.set(categories)
        fields.append("categories")
    if not fields:
        return Result(PeopleOutcome.UNCHANGED, person)
    was = person.email
    for name in changed:
        setattr(person, name, values[name])
    if "phone" in changed:
        person.phone_verified = False
    person.save()
    if "email" in changed:
        forget_addresses({person.pk: was})
    details = {"name": person.name, "changes": {"fields": sorted(fields)}}
    return Result(PeopleOutcome.PERSON_EDITED, person, details)


def _judge(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {sorted(unknown)}")
