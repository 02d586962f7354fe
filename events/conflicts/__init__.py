"""What a wanted slot would run into: rooms, speakers, ways, buses, venues, holidays, people.

Pure rules over what is loaded once, whatever the number of slots. Only what holds a room, a speaker
or a bus twice blocks, and the database refuses that too; everything else is advice, because
organisers know more than the records.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from events.conflicts.holding import held_twice, not_available, on_the_way
from events.conflicts.kinds import Conflict, ConflictKind, Wanted
from events.conflicts.participants import holiday, people
from events.conflicts.people import counts_people
from events.conflicts.visiting import full, guide, opening
from events.conflicts.world import load

__all__ = ["Conflict", "ConflictKind", "Wanted", "counts_people", "find_conflicts"]

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
