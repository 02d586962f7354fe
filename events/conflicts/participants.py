"""People: their holidays, and that they cannot be in two places either."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from events.conflicts.kinds import Conflict, ConflictKind, Span, Taken, told
from events.conflicts.world import World

SAME = _("The same participants are in %(other)s (%(when)s). Move one of the two.")
SHARED = _(
    "%(number)s who registered are also in %(other)s (%(when)s). Choose another time, or tell them."
)


def holiday(taken: Taken, world: World) -> Iterator[Conflict]:
    """HOLIDAY: a day off by the State Council's notice; weekends are nobody's mistake."""
    day = world.days.get(taken.day) if taken.route_id is None else None
    if day is not None and not day.is_working:
        yield from told(
            taken,
            ConflictKind.HOLIDAY,
            _("%(day)s is a public holiday (%(name)s). Choose another day, or ask those who come."),
            day=taken.day,
            name=day,
        )


def people(taken: Taken, world: World) -> Iterator[Conflict]:
    """PEOPLE: some who registered, or all of the same offering, have something else then."""
    if taken.route_id is not None:
        return
    for offering in (taken.offering_id, *world.sharers.get(taken.offering_id, ())):
        number = world.shared.get((taken.offering_id, offering), 0)
        sentence = SAME if offering == taken.offering_id else SHARED
        for other in world.sharing(taken, "offering_id", offering):
            if taken.meets(other) and other.route_id is None:
                when = Span(other.starts_at, other.ends_at)
                yield from told(
                    taken, ConflictKind.PEOPLE, sentence, other=other, number=number, when=when
                )
