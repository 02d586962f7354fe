"""Putting people together for a list: by unit, by the bus they were last seen in, or dealt out."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from attendance.models import DeskMark
from attendance.papers.naming import Named
from registration.roster import Line

Groups = list[tuple[str, list[Line]]]


def by_unit(named: Named) -> Groups:
    """One group a unit, as the official order has them."""
    grouped = groupby(named.lines, lambda line: line.row.unit)
    return [(unit.name if unit else _("Without a unit"), list(lines)) for unit, lines in grouped]


def by_bus(named: Named) -> Groups:
    """One group a bus, as desks last noted it on the way; who was in none comes last."""
    marks = DeskMark.objects.standing().filter(session__offering=named.offering).exclude(bus="")
    in_order = marks.order_by("taken_at", "mark_id")
    seen: dict[int, str] = dict(in_order.values_list("registration", "bus"))
    found: dict[str, list[Line]] = {bus: [] for bus in sorted(set(seen.values()))}
    others = []
    for line in named.lines:
        bus = seen.get(line.row.pk)
        found[bus].append(line) if bus else others.append(line)
    groups = [(bus, lines) for bus, lines in found.items() if lines]
    return [*groups, (_("Not noted in a bus yet"), others)] if others else groups


def dealt(named: Named, number: int) -> Groups:
    """`number` groups, dealt out in official order, so that units mix."""
    return [
        (_("Group %(number)s") % {"number": place + 1}, lines)
        for place in range(number)
        if (lines := named.lines[place::number])
    ]


def grouped(named: Named, how: str, number: int) -> tuple[Groups, Any]:
    """Groups, and the sentence that says how they came about."""
    if how == "bus":
        return by_bus(named), _("By the bus in which a desk last noted each person.")
    if how == "number":
        words = _("Dealt out in official order, so that each group has people of many units.")
        return dealt(named, number), words
    return by_unit(named), _("By unit, in official order.")
