"""What rows of units would do to the tree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from people.enums import Role
from people.models import Unit
from people.rules import units_of
from publishing.tabular.tables import Findings, Row

OF_ITSELF = gettext_noop("A unit cannot stand below itself. Write the code of the unit above it.")
CLOSED = gettext_noop(
    "This unit was merged into another one and stays closed. Leave the cell empty or write “no”."
)
TEXTS = ("name", "short_name", "name_en", "kind", "staff_size", "is_active")


@dataclass
class UnitPlan:
    """New units in an order in which each finds its parent, changed ones with what changes."""

    findings: Findings = field(default_factory=Findings)
    new: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # code of the parent
    changed: list[tuple[Unit, dict[str, Any]]] = field(default_factory=list)


def examine_units(rows: Sequence[Row], by: Any) -> Findings:
    """What is wrong, and how many would be new or changed."""
    return plan_units(rows, by).findings


def plan_units(rows: Sequence[Row], by: Any) -> UnitPlan:
    """Look every row up by its code."""
    plan = UnitPlan()
    known = {unit.code: unit for unit in Unit.objects.all()}
    reached = set(units_of(by, Role.OPERATOR).values_list("code", flat=True))
    by_path = {unit.path: unit.code for unit in known.values()}
    waiting: list[Row] = []
    first: dict[str, int] = {}
    for row in rows:
        code = row.get("code")
        if not code:
            continue  # told already: the cell must be filled
        if code in first:
            words = _("The same code stands in row %(row)s.") % {"row": first[code]}
            plan.findings.wrong(row, "code", words)
            continue
        first[code] = row.number
        if code in known:
            _plan_known(plan, row, known[code], reached, by_path)
        else:
            waiting.append(row)
    _plan_new(plan, waiting, known, reached, may_plant=getattr(by, "is_superuser", False))
    return plan


def _plan_known(
    plan: UnitPlan, row: Row, unit: Unit, reached: set[str], by_path: dict[str, str]
) -> None:
    above = by_path.get(unit.path[: -Unit.steplen], "")
    if unit.code not in reached:
        plan.findings.wrong(row, "code", _("This code belongs to a unit beyond your reach."))
    elif row.get("parent") == unit.code:
        plan.findings.wrong(row, "parent", _(OF_ITSELF))
    elif row.get("parent") not in {None, above}:
        words = _("The unit stands below “%(code)s” already. Units are not moved by an import.")
        plan.findings.wrong(row, "parent", words % {"code": above})
    elif unit.merged_into_id and row.get("is_active"):
        plan.findings.wrong(row, "is_active", _(CLOSED))
    elif values := {
        name: row.values[name]
        for name in TEXTS
        if row.get(name) is not None and row.values[name] != getattr(unit, name)
    }:
        plan.changed.append((unit, values))
        plan.findings.changed += 1
    else:
        plan.findings.same += 1


def _plan_new(
    plan: UnitPlan, rows: list[Row], known: dict[str, Unit], reached: set[str], *, may_plant: bool
) -> None:
    coming = {row.get("code") for row in rows}
    ceased = _ceased(plan, rows, known.values())
    there: set[str | None] = {*reached}
    while rows:
        left = []
        for row in rows:
            parent = row.get("parent") or ""
            is_closed = parent in ceased and row.get("is_active") is not False
            if row.get("kind") is None:
                plan.findings.wrong(row, "kind", _("A new unit must have a type."))
            elif (parent in there and not is_closed) or (not parent and may_plant):
                values = {name: row.values[name] for name in TEXTS if row.get(name) is not None}
                plan.new.append((parent, values | {"code": row.get("code")}))
                plan.findings.new += 1
            elif parent in coming and parent not in there and parent != row.get("code"):
                left.append(row)
                continue
            else:
                plan.findings.wrong(row, "parent", _no_parent(row, parent, known, ceased))
            there.add(row.get("code"))
        if len(left) == len(rows):
            for row in left:
                plan.findings.wrong(row, "parent", _("These units stand below each other."))
            return
        rows = left


def _ceased(plan: UnitPlan, rows: list[Row], units: Iterable[Unit]) -> set[str | None]:
    """Codes of units that exist no longer once the rows are written."""
    ceased: set[str | None] = {unit.code for unit in units if not unit.is_active}
    ceased |= {row.get("code") for row in rows if row.get("is_active") is False}
    for unit, values in plan.changed:
        if "is_active" in values:
            (ceased.discard if values["is_active"] else ceased.add)(unit.code)
    return ceased


def _no_parent(row: Row, parent: str, known: dict[str, Unit], ceased: set[str | None]) -> str:
    if parent and parent == row.get("code"):
        return _(OF_ITSELF)
    if not parent:
        return _("Name the unit above: only an administrator begins a tree of its own.")
    if parent in ceased:
        return _("The unit above no longer exists. Write the code of one that does.")
    if parent in known:
        return _("The unit above lies beyond your reach.")
    return _("There is no unit with this code, neither here nor in the file.")
