"""What takes the same thing, in order of time: found at once, however many there are."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from events.conflicts.kinds import Taken

# Longer than any way between two venues.
AROUND = timedelta(hours=12)
SHARED = ("offering_id", "venue_id", "point_id", "speaker_id", "bus_id")


class Timeline:
    """Spans that take one thing; those near another are found without looking at all of them."""

    def __init__(self, taken: Iterable[Taken]) -> None:
        self.taken = sorted(taken, key=lambda t: t.starts_at)
        self.starts = [t.starts_at for t in self.taken]
        self.longest = max((t.ends_at - t.starts_at for t in self.taken), default=timedelta())

    def near(self, taken: Taken) -> list[Taken]:
        """Those beside `taken` that are not further away than any way is long."""
        first = bisect_left(self.starts, taken.starts_at - AROUND - self.longest)
        last = bisect_right(self.starts, taken.ends_at + AROUND)
        return [other for other in self.taken[first:last] if other is not taken]


Timelines = dict[tuple[str, int], Timeline]
NOBODY = Timeline(())


def timelines_of(taken: Iterable[Taken]) -> Timelines:
    """One timeline for each thing of SHARED, by the name of its kind and its key."""
    found: dict[tuple[str, int], list[Taken]] = defaultdict(list)
    for one in taken:
        for name in SHARED:
            for key in one.keys(name):
                found[name, key].append(one)
    return {thing: Timeline(those) for thing, those in found.items()}
