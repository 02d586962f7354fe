"""Rooms, speakers and buses: what cannot be in two places at one time."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from events.conflicts.kinds import (
    BUS_TAKEN,
    ROOM_TAKEN,
    SPEAKER_TAKEN,
    Conflict,
    ConflictKind,
    Span,
    Taken,
    told,
)
from events.conflicts.travel import minutes_between
from events.conflicts.world import World

HELD = (
    (ConflictKind.ROOM, "point_id", "points", ROOM_TAKEN),
    (ConflictKind.SPEAKER, "speaker_id", "speakers", SPEAKER_TAKEN),
    (ConflictKind.BUS, "bus_id", "buses", BUS_TAKEN),
)


def held_twice(taken: Taken, world: World) -> Iterator[Conflict]:
    """ROOM, SPEAKER, BUS: two overlapping slots take the same one. A venue itself takes many."""
    for kind, column, records, sentence in HELD:
        for key in taken.keys(column):
            record = getattr(world, records).get(key)
            for other in world.sharing(taken, column, key) if record is not None else ():
                if taken.meets(other) and not _same_way(taken, other):
                    when = Span(other.starts_at, other.ends_at)
                    yield from told(
                        taken, kind, sentence, other=other, blocks=True, name=record, when=when
                    )


def _same_way(taken: Taken, other: Taken) -> bool:
    """Whether one is the way to the other: a session on the bus of its own offering's route."""
    one_is_a_route = (taken.route_id is None) != (other.route_id is None)
    return one_is_a_route and taken.offering_id == other.offering_id


def not_available(taken: Taken, world: World) -> Iterator[Conflict]:
    """SPEAKER: a day on which the speaker does not teach; advice, since people change plans."""
    absences = (row for key in taken.keys("speaker_id") for row in world.absences.get(key, ()))
    for absence in absences:
        if absence.from_on <= taken.day <= absence.until_on:
            yield from told(
                taken,
                ConflictKind.SPEAKER,
                _(
                    "%(name)s is not available from %(first)s to %(last)s. Choose another day or "
                    "speaker, or ask."
                ),
                name=world.speakers[absence.speaker_id],
                first=absence.from_on,
                last=absence.until_on,
            )


def on_the_way(taken: Taken, world: World) -> Iterator[Conflict]:
    """TRAVEL: a speaker has less time between two venues than the way takes."""
    ways = ((k, o) for k in taken.keys("speaker_id") for o in world.sharing(taken, "speaker_id", k))
    for key, other in ways:
        if taken.meets(other):
            continue
        gap = max(taken.starts_at - other.ends_at, other.starts_at - taken.ends_at)
        here, there = (world.venues.get(t.venue_id or 0) for t in (taken, other))
        needed = minutes_between(here, there)
        if gap.total_seconds() < needed * 60:
            yield from told(
                taken,
                ConflictKind.TRAVEL,
                _(
                    "%(name)s needs about %(needed)s minutes between %(here)s and %(there)s, but "
                    "has %(gap)s from or to %(other)s (%(when)s). Leave more time."
                ),
                other=other,
                name=world.speakers[key],
                needed=needed,
                gap=int(gap.total_seconds() // 60),
                here=here,
                there=there,
                when=Span(other.starts_at, other.ends_at),
            )
