"""All rules over all wanted slots."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from events.conflicts.holding import held_twice, not_available, on_the_way
from events.conflicts.kinds import Conflict, Wanted
from events.conflicts.participants import holiday, people
from events.conflicts.visiting import full, guide, opening
from events.conflicts.world import load

RULES = (held_twice, not_available, on_the_way, opening, full, guide, holiday, people)


def find_conflicts(
    wanted: Sequence[Wanted], *, at: datetime | None = None, without: Collection[int] = ()
) -> list[Conflict]:
    """Every conflict of the wanted slots with what is there and with each other.

    `without` are keys of sessions that will be gone beside those that are replaced. The number of
    queries is fixed. What blocks stands first, then the order of the slots.
    """
    if not wanted:
        return []
    world = load(wanted, at or timezone.now(), without)
    found = [found for taken in world.wanted for rule in RULES for found in rule(taken, world)]
    return sorted(found, key=lambda conflict: not conflict.blocks)
