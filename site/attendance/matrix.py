"""Who was at which session of an offering: persons down in official order, sessions across.

What is counted, and the same in the workbook: due is each session that is over and was not
cancelled, for whoever has a confirmed place, without those from which the person is exempt; met are
those of them that the person attended. A rate is credit hours met ÷ credit hours due,
both as the timetable plans them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance
from attendance.remote import EVERYWHERE, Spot, at_spot
from events.models import Session
from publishing import dates
from registration.enums import RegistrationState
from registration.models import Registration
from registration.roster import Line, roster_of

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Tally:
    """Sessions and credit hours met and due."""

    met: int = 0
    due: int = 0
    hours: Decimal = NOTHING
    hours_due: Decimal = NOTHING

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.met + other.met,
            self.due + other.due,
            self.hours + other.hours,
            self.hours_due + other.hours_due,
        )

    @property
    def rate(self) -> Decimal | None:
        """Hours met ÷ hours due; None while nothing is due."""
        return self.hours / self.hours_due if self.hours_due else None


@dataclass(frozen=True)
class Column:
    """One session with its counters, in persons; the exempt are not expected."""

    session: Any
    arrived: int
    expected: int

    @property
    def rate(self) -> Decimal | None:
        """Arrived ÷ expected; None while nobody is expected."""
        return Decimal(self.arrived) / self.expected if self.expected else None


@dataclass(frozen=True)
class MatrixRow:
    """One person: the line of the roster, a status for each session, what it comes to."""

    line: Line
    statuses: list[str]
    tally: Tally

    @property
    def registration(self) -> Any:
        """Whose row it is."""
        return self.line.row


@dataclass(frozen=True)
class Half:
    """Columns of one half of a day."""

    name: str
    columns: list[Column]


@dataclass(frozen=True)
class Day:
    """The halves of one day, and how many columns they are."""

    on: date
    halves: list[Half]
    width: int


@dataclass(frozen=True)
class Matrix:
    """Everything about one offering."""

    columns: list[Column]
    rows: list[MatrixRow]

    @property
    def days(self) -> list[Day]:
        """The columns by day and half-day."""
        found = []
        for on, of_day in groupby(self.columns, lambda c: dates.local_date(c.session.starts_at)):
            halves = [
                Half(dates.half_day_name(key), list(of_half))
                for key, of_half in groupby(
                    of_day, lambda column: dates.half_day_key(column.session.starts_at)
                )
            ]
            found.append(Day(on, halves, sum(len(half.columns) for half in halves)))
        return found

    @property
    def total(self) -> Tally:
        """Of everybody."""
        return sum((row.tally for row in self.rows), Tally())

    def on_day(self, day: date) -> list[Column]:
        """The sessions of one day, for the counters at the door."""
        return [one for one in self.columns if dates.local_date(one.session.starts_at) == day]


def matrix_of(offering: Any, at: datetime | None = None, spot: Spot = EVERYWHERE) -> Matrix:
    """The matrix, in five statements however long and wide it is; of everybody, or of those who
    are expected at one remote site.
    """
    at = at or timezone.now()
    sessions = sessions_of(offering)
    marks: dict[int, dict[int, str]] = {}
    found = Attendance.objects.filter(session__offering=offering)
    for row, session, status in found.values_list("registration", "session", "status"):
        marks.setdefault(row, {})[session] = status
    rows = []
    for line in at_spot(people_of(offering), offering, spot):
        statuses = _statuses(sessions, marks.get(line.row.pk, {}))
        rows.append(MatrixRow(line, statuses, tally_of(sessions, statuses, line.row, at)))
    return Matrix(_columns(sessions, rows), rows)


def sessions_of(offering: Any) -> list[Any]:
    """Sessions that are held, in order."""
    held = Session.objects.held().filter(offering=offering)
    return list(held.select_related("venue", "teaching_point").order_by("starts_at", "pk"))


def people_of(offering: Any) -> list[Line]:
    """Everybody with a place in official order, then those who lost it after they were marked."""
    marked = Attendance.objects.filter(registration=OuterRef("pk")).exclude(
        status=AttendanceStatus.UNRECORDED
    )
    rows = Registration.objects.filter(offering=offering).filter(
        Q(state=RegistrationState.CONFIRMED) | Exists(marked)
    )
    return sorted(roster_of(rows), key=lambda line: not line.row.is_confirmed)


def tally_of(sessions: Iterable[Any], statuses: Iterable[str], row: Any, at: datetime) -> Tally:
    """What one registration met of what was due; nothing is due from who has no place."""
    if not row.is_confirmed:
        return Tally()
    met = due = 0
    hours = hours_due = NOTHING
    for session, status in zip(sessions, statuses, strict=True):
        if session.ends_at > at or status == AttendanceStatus.EXEMPT:
            continue
        due, hours_due = due + 1, hours_due + session.credit_hours
        if status in ATTENDED:
            met, hours = met + 1, hours + session.credit_hours
    return Tally(met, due, hours, hours_due)


def _statuses(sessions: list[Any], marks: dict[int, str]) -> list[str]:
    return [marks.get(session.pk, AttendanceStatus.UNRECORDED.value) for session in sessions]


def _columns(sessions: list[Any], rows: list[MatrixRow]) -> list[Column]:
    confirmed = [row for row in rows if row.registration.is_confirmed]
    columns = []
    for place, session in enumerate(sessions):
        counted = Counter(row.statuses[place] for row in confirmed)
        arrived = sum(counted[status] for status in ATTENDED)
        expected = len(confirmed) - counted[AttendanceStatus.EXEMPT]
        columns.append(Column(session, arrived, expected))
    return columns
