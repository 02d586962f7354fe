"""Adding a unit to the tree, changing one, moving it, keeping groups of units.

Whoever changes the tree holds its roots: paths of many rows change at once.
"""

from typing import Any

from kernel.actions import action
from kernel.outcomes import Result
from people.models import Unit, UnitGroup
from people.outcomes import PeopleOutcome

EDITABLE = frozenset(
    {"name", "name_en", "short_name", "aliases", "code", "kind", "staff_size", "is_active"}
)


@action("people.add_unit")
def add_unit(*, by: Any, parent: Unit | None, values: dict[str, Any]) -> Result:
    """Put a unit below `parent`, as its last; without one it begins a tree: UNIT_ADDED.

    Below a unit that ceased there is nothing new: UNIT_INACTIVE. Raises ValueError for a field that
    is not in EDITABLE.
    """
    _judge(values)
    lock_tree()
    if parent is not None:
        parent = Unit.objects.get(pk=parent.pk)
        if not parent.is_active:
            return Result(PeopleOutcome.UNIT_INACTIVE, parent, {"unit": parent.name})
        made = parent.add_child(**values)
    else:
        made = Unit.add_root(**values)
    details = {"name": made.name, "changes": {"code": made.code, "kind": made.kind}}
    return Result(PeopleOutcome.UNIT_ADDED, made, details)


@action("people.edit_unit")
def edit_unit(*, by: Any, unit: Unit, values: dict[str, Any]) -> Result:
    """Change what a unit is called or whether it still exists: UNIT_EDITED or UNCHANGED.

    A unit that was merged stays inactive: UNIT_INACTIVE. Raises ValueError for a field that is not
    in EDITABLE.
    """
    _judge(values)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    if not changed:
        return Result(PeopleOutcome.UNCHANGED, unit)
    if changed.get("is_active") and unit.merged_into_id:
        return Result(PeopleOutcome.UNIT_INACTIVE, unit, {"unit": unit.name})
    for name, value in changed.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(changed))
    details = {"name": unit.name, "changes": {"fields": sorted(changed)}}
    return Result(PeopleOutcome.UNIT_EDITED, unit, details)


@action("people.move_unit")
def move_unit(*, by: Any, unit: Unit, parent: Unit | None, after: Unit | None = None) -> Result:
    """Put a unit and all below it behind its sibling-to-be `after`, or first below `parent`.

    Without `parent` it begins a tree of its own. Ends in UNIT_MOVED, UNCHANGED or BELOW_ITSELF.
    Raises ValueError when `after` does not stand below `parent`.
    """
    lock_tree()
    unit = Unit.objects.get(pk=unit.pk)
    parent = Unit.objects.get(pk=parent.pk) if parent else None
    found = {"name": unit.name, "unit": str(parent or "")}
    if parent is not None and parent.path.startswith(unit.path):
        return Result(PeopleOutcome.BELOW_ITSELF, unit, found)
    before = unit.path
    siblings = parent.get_children() if parent else Unit.get_root_nodes()
    _place(unit, parent, list(siblings.exclude(pk=unit.pk)), after)
    unit = Unit.objects.get(pk=unit.pk)
    if unit.path == before:
        return Result(PeopleOutcome.UNCHANGED, unit)
    changes = {"parent": parent.public_id if parent else "", "after": after and after.public_id}
    return Result(PeopleOutcome.UNIT_MOVED, unit, found | {"changes": changes})


@action("people.keep_group")
def keep_group(
    *, by: Any, group: UnitGroup | None, values: dict[str, Any], units: list[Unit]
) -> Result:
    """Make a group of units (`group` is None), or change its names and its units: GROUP_SAVED.

    For a unit that was merged since somebody chose it stands the one that took over, as its keeper
    too.
    """
    lock_tree()
    if "owner" in values:
        owner = Unit.objects.select_related("merged_into").get(pk=values["owner"].pk)
        values = values | {"owner": owner.merged_into or owner}
    chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units]).select_related("merged_into")
    named = {unit.merged_into or unit for unit in chosen}
    if group is None:
        group = UnitGroup.objects.create(**values)
    else:
        UnitGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
        for name, value in values.items():
            setattr(group, name, value)
        group.save(update_fields=list(values))
    group.units.set(named)
    changes = {"units": sorted(unit.public_id for unit in named)}
    return Result(PeopleOutcome.GROUP_SAVED, group, {"name": group.name, "changes": changes})


def lock_tree() -> None:
    """Hold the roots: one change of the tree at a time."""
    list(Unit.objects.select_for_update(no_key=True).filter(depth=1).values_list("pk"))


def _place(unit: Unit, parent: Unit | None, siblings: list[Unit], after: Unit | None) -> None:
    if after is not None:
        unit.move(next(one for one in siblings if one.pk == after.pk), pos="right")
    elif siblings:
        unit.move(siblings[0], pos="left")
    elif parent is not None:
        unit.move(parent, pos="first-child")


def _judge(values: dict[str, Any]) -> None:
    if unknown := set(values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
