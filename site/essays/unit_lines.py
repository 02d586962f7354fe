"""Numbers that single units of a call are asked for, a unit a line: its name, a number a day."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from essays.models import EssayTask
from essays.numbers import own_number
from people.models import Unit

type UnitNumbers = dict[str, dict[str, int]]
"""By a unit's public id and the day: how many essays in all."""

LONGEST = 200  # characters of a line
_BETWEEN = r"[\s,，、:：;；]+"


def lines_of(task: EssayTask) -> str:
    """The lines of the units that have numbers of their own, in official order."""
    if not task.unit_numbers:
        return ""
    milestones, units = list(task.milestones.all()), list(task.units.order_by("path"))
    alike = Counter(unit.name for unit in units)
    return "\n".join(
        " ".join(
            [
                unit.name if alike[unit.name] == 1 else unit.code,
                *(str(own_number(task, one, unit)) for one in milestones),
            ]
        )
        for unit in units
        if unit.public_id in task.unit_numbers
    )


def read_lines(text: str, units: Iterable[Unit], days: Sequence[date]) -> UnitNumbers:
    """What lines say of `units`, each named by name, short name or code, with a number a day.

    Raises ValidationError with the line that cannot be understood.
    """
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        for name in {unit.name, unit.short_name, unit.code}:
            by_name[name].append(unit)
    found: UnitNumbers = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, numbers = _parts(line, len(days))
        named = by_name.get(name, [])
        if len(named) != 1 or named[0].public_id in found:
            raise ValidationError(
                _(
                    "“%(line)s”: the name must be that of one of the units chosen, each once. "
                    "Where two have the same name, take the code."
                )
                % {"line": line}
            )
        found[named[0].public_id] = {
            day.isoformat(): number for day, number in zip(days, numbers, strict=True)
        }
    return found


def _parts(line: str, count: int) -> tuple[str, list[int]]:
    """Name and numbers of a line."""
    pattern = rf"(.+?)((?:{_BETWEEN}\d{{1,4}}){{{count}}})"
    parts = re.fullmatch(pattern, line) if count and len(line) <= LONGEST else None
    if parts is None:
        raise ValidationError(
            _("“%(line)s”: write the unit and then one number for each day given above.")
            % {"line": line}
        )
    return parts[1], [int(number) for number in re.findall(r"\d+", parts[2])]
