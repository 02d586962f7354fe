"""A plan as an editor sees it: days as rows, each with its three half-days."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from courses.planning.laying import FAR, HALVES, next_place, next_working_day
from courses.planning.plans import Entry, Plan
from courses.planning.reach import conflicts_of
from courses.planning.visits import is_visit, ways_of
from events.conflicts import Conflict
from events.models import Workday
from events.shifting import working_days
from publishing import dates
from publishing.languages import text

# Days without a session are shown between two that have one, unless there are more than these.
GAP = timedelta(days=7)
FIRST_DAYS = 5
SUNDAY, SATURDAY = 6, 5


@dataclass
class Card:
    """One session on the board with what stands against it."""

    entry: Entry
    conflicts: list[Conflict]
    ways: list[Any] = field(default_factory=list)

    @property
    def lacks_way(self) -> bool:
        """Whether it is a visit to which nothing leads yet."""
        return not self.ways and is_visit(self.entry.slot)

    @property
    def blocks(self) -> bool:
        """Whether it cannot be published so."""
        return any(conflict.blocks for conflict in self.conflicts)


@dataclass
class Cell:
    """One half of a day: where sessions are put."""

    on: date
    half: str
    cards: list[Card] = field(default_factory=list)

    @property
    def name(self) -> str:
        """上午, 下午 or 晚上."""
        return dates.half_day_name(self.half)

    @property
    def at(self) -> str:
        """How addresses and forms name it."""
        return f"{self.on.isoformat()}.{self.half}"


@dataclass
class Day:
    """A row of the board; `note` names a holiday or a make-up working day."""

    on: date
    cells: list[Cell]
    hours: Decimal
    is_worked: bool
    note: str = ""
    follows_gap: bool = False

    @property
    def has_sessions(self) -> bool:
        """Whether anything is planned on it."""
        return any(cell.cards for cell in self.cells)


@dataclass
class Board:
    """Everything an editor looks at."""

    plan: Plan
    days: list[Day]
    conflicts: list[Conflict]
    next_day: date
    next_half: str

    @property
    def hours(self) -> Decimal:
        """Credit hours of all that is planned."""
        return sum((entry.slot.credit_hours for entry in self.plan.standing()), Decimal(0))

    @property
    def missing(self) -> Decimal:
        """Hours by which it falls short of what is required to finish."""
        return max(self.plan.cohort.hours_required - self.hours, Decimal(0))

    @property
    def changes(self) -> int:
        """How many sessions publishing would touch."""
        return len(self.plan.changed())

    @property
    def blocks(self) -> bool:
        """Whether something stands against publishing."""
        return any(conflict.blocks for conflict in self.conflicts)

    @property
    def next_half_name(self) -> str:
        """The half-day into which the next session comes."""
        return dates.half_day_name(self.next_half)

    @property
    def next_free_day(self) -> date:
        """The first day shown on which nothing is planned, else the one after the last."""
        free = (day.on for day in self.days if day.is_worked and not day.has_sessions)
        return next(free, self.days[-1].on + timedelta(days=1))

    def title_of(self, key: str) -> str:
        """The topic of a session of the plan."""
        return self.plan.by_key[key].slot.title if key in self.plan.by_key else ""


def board_of(plan: Plan) -> Board:
    """The board of a plan; as many statements for sixty sessions as for one."""
    standing = plan.standing()
    closes = dates.local_date(plan.cohort.offering.closes_at)
    earliest = max(closes, dates.today()) + timedelta(days=1)
    first = min([earliest, *(entry.day for entry in standing)])
    is_worked = working_days(first)
    next_day, next_half = next_place(standing, is_worked, earliest)
    shown = _shown_days([entry.day for entry in standing], next_day, is_worked)
    conflicts = conflicts_of(plan)
    notes = {row.on: row for row in Workday.objects.filter(on__range=(shown[0], shown[-1]))}
    cards = _cards(plan, conflicts)
    days = [_day(on, plan, cards, notes.get(on), is_worked) for on in shown]
    for before, after in itertools.pairwise(days):
        after.follows_gap = after.on - before.on > timedelta(days=1)
    return Board(plan, days, conflicts, next_day, next_half)


def _shown_days(planned: Iterable[date], next_day: date, is_worked: Any) -> list[date]:
    """Days with sessions, those between, and one more to put something on; five to begin with."""
    ordered = sorted({*planned, next_day})
    if len(ordered) == 1:
        for _ in range(FIRST_DAYS - 1):
            ordered.append(next_working_day(ordered[-1] + timedelta(days=1), is_worked))
    elif not _has_room(ordered, next_day):
        ordered.append(next_working_day(ordered[-1] + timedelta(days=1), is_worked))
    found: list[date] = []
    for day in ordered:
        if found and day - found[-1] <= GAP:
            between = range(1, (day - found[-1]).days)
            found += [found[-1] + timedelta(days=number) for number in between]
        found.append(day)
    return found


def _has_room(ordered: list[date], next_day: date) -> bool:
    """Whether the last row is an empty one already."""
    return ordered[-1] == next_day and len(ordered) < FAR and ordered[-2] != next_day


def _cards(plan: Plan, conflicts: list[Conflict]) -> dict[str, Card]:
    ways = ways_of(plan)
    return {
        e.key: Card(e, [c for c in conflicts if c.key == e.key], ways.get(e.key, []))
        for e in plan.standing()
    }


def _day(
    on: date, plan: Plan, cards: dict[str, Card], special: Workday | None, is_worked: Any
) -> Day:
    cells = [Cell(on, half, [cards[e.key] for e in plan.on(on, half)]) for half in HALVES]
    hours = sum((entry.slot.credit_hours for entry in plan.on(on)), Decimal(0))
    return Day(on, cells, hours, is_worked(on), _note(special))


def _note(special: Workday | None) -> str:
    return text(special, "name") if special else ""
