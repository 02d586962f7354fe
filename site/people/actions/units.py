"""Adding a unit to the tree and changing one."""

from typing import Any

from kernel.actions import action
from kernel.outcomes import Result
from people.models import Unit
from people.outcomes import PeopleOutcome

EDITABLE = frozenset({"name", "name_en", "short_name", "code", "kind", "staff_size", "is_active"})


@action("people.add_unit")
def add_unit(*, by: Any, parent: Unit | None, values: dict[str, Any]) -> Result:
    """Put a unit below `parent`, as its last; without one it begins a tree: UNIT_ADDED.

    Raises ValueError for a field that is not in EDITABLE.
    """
    _judge(values)
    made = parent.add_child(**values) if parent is not None else Unit.add_root(**values)
    details = {"name": made.name, "changes": {"code": made.code, "kind": made.kind}}
    return Result(PeopleOutcome.UNIT_ADDED, made, details)


@action("people.edit_unit")
def edit_unit(*, by: Any, unit: Unit, values: dict[str, Any]) -> Result:
    """Change what a unit is called or whether it still exists: UNIT_EDITED or UNCHANGED.

    Raises ValueError for a field that is not in EDITABLE.
    """
    _judge(values)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    if not changed:
        return Result(PeopleOutcome.UNCHANGED, unit)
    for name, value in changed.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(changed))
    details = {"name": unit.name, "changes": {"fields": sorted(changed)}}
    return Result(PeopleOutcome.UNIT_EDITED, unit, details)


def _judge(values: dict[str, Any]) -> None:
    if unknown := set(values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
