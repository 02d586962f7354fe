"""What is asked of the conflict rules, and what they answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing import dates
from publishing.languages import text


class ConflictKind(models.TextChoices):
    """What stands in the way of a slot."""

    ROOM = "room", pgettext_lazy("conflict", "Room")
    SPEAKER = "speaker", pgettext_lazy("conflict", "Speaker")
    TRAVEL = "travel", pgettext_lazy("conflict", "Way between venues")
    BUS = "bus", pgettext_lazy("conflict", "Bus")
    CLOSED = "closed", pgettext_lazy("conflict", "Opening hours")
    LAST_ENTRY = "last_entry", pgettext_lazy("conflict", "Last entry")
    FULL = "full", pgettext_lazy("conflict", "Capacity")
    GUIDE_LEAD = "guide_lead", pgettext_lazy("conflict", "Guide")
    HOLIDAY = "holiday", pgettext_lazy("conflict", "Public holiday")
    PEOPLE = "people", pgettext_lazy("conflict", "Participants")


ROOM_TAKEN = _(
    "“%(name)s” is taken by %(other)s (%(when)s). Choose another time or teaching point."
)
SPEAKER_TAKEN = _("%(name)s teaches %(other)s (%(when)s). Choose another time or speaker.")
BUS_TAKEN = _("The bus %(name)s carries %(other)s (%(when)s). Choose another time or bus.")


@dataclass(frozen=True)
class Wanted:
    """One slot as somebody wants it; `key` is the caller's own id.

    `slot` is a Session or the like: starts_at, ends_at, venue, teaching_point, speaker, form, title
    and bus, by their ids alone, and `others`, who speak beside the speaker. `session_id` is the
    published session that it would replace. `headcount` 0: as many as the offering has places.
    `offering` is what others call it that it stands in the way of, where slots of several offerings
    are wanted.
    """

    key: str
    slot: Any
    offering_id: int
    session_id: int | None = None
    headcount: int = 0
    offering: str = ""


def bus_on(route: Any, bus: int, later: timedelta = timedelta(0)) -> SimpleNamespace:
    """A slot to be wanted that is nothing but a bus (its key) on a route, so much later."""
    return SimpleNamespace(
        starts_at=route.meets_at + later, ends_at=route.returns_at + later, title=str(route),
        form="", venue_id=None, teaching_point_id=None, speaker_id=None, bus_id=bus,
        route_id=route.pk or 0,
    )  # fmt: skip


@dataclass(frozen=True)
class Conflict:
    """What a wanted slot would run into: with what, whether that blocks, and what to do.

    `details` are what the sentence is filled with, for a caller's own outcome.
    """

    kind: ConflictKind
    key: str
    other: str
    blocks: bool
    sentence: str | Promise
    details: dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """A span of time and what it takes: room, speaker, bus, people. Wanted or there already.

    One with a `route_id` (0: not saved yet) is the way of a visit and takes nothing but a bus.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    offering_id: int
    session_id: int | None
    title: str
    form: str
    venue_id: int | None
    point_id: int | None
    speaker_id: int | None
    bus_id: int | None
    headcount: int
    offering: str = ""
    route_id: int | None = None
    with_guide: bool = False
    others: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.offering}《{self.title}》" if self.offering else f"《{self.title}》"

    @property
    def day(self) -> date:
        """The local day on which it begins."""
        return dates.local_date(self.starts_at)

    def keys(self, name: str) -> tuple[int, ...]:
        """What it takes of one kind: one room, one bus, but every speaker of a team."""
        key: int | None = getattr(self, name)
        own = () if key is None else (key,)
        return (*own, *self.others) if name == "speaker_id" else own

    def meets(self, other: "Taken") -> bool:
        """Whether the two overlap; one that begins when the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


# The columns of a session that `offering_of` reads.
NAMES = ("offering__page__title", "offering__label")


def offering_of(row: Any) -> str:
    """What the offering of a row with NAMES is called."""
    return " ".join(filter(None, (row.offering__page__title, row.offering__label)))


@dataclass(frozen=True)
class Span:
    """A span of time that a sentence words in the reader's language."""

    starts_at: datetime
    ends_at: datetime

    def __str__(self) -> str:
        return dates.when(self.starts_at, self.ends_at)


def told(
    taken: Taken,
    kind: ConflictKind,
    sentence: Any,
    *,
    other: Any = "",
    blocks: bool = False,
    **details: Any,
) -> Iterator[Conflict]:
    """One conflict whose sentence is filled when it is read, in the reader's language."""
    details = {"other": other, **details}
    yield Conflict(kind, taken.key, str(other), blocks, _filled(sentence, details), details)


def worded(value: Any) -> str:
    """A value as a sentence shows it: records by name, days and times as people write them."""
    if isinstance(value, models.Model):
        short: str = getattr(value, "short_name", "") if dates.in_chinese() else ""
        return short or text(value, "name") or str(value)
    if isinstance(value, time):
        return dates.clock(value)
    if isinstance(value, date):
        return dates.day(value)
    return str(value)


def _fill(sentence: Any, details: dict[str, Any]) -> str:
    return str(sentence) % {name: worded(value) for name, value in details.items()}


_filled = lazy(_fill, str)
