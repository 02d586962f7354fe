"""What concerns one unit and those below it: people, open offerings, essays owed, rates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from attendance.crediting import sum_of
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance
from attendance.queries import earns
from essays.duties import Debt, debts_of_unit, handed_in_time
from essays.models import EssayTask
from events.models import Offering, SeatPool, Session
from events.titles import with_titles
from people.models import Unit, User
from registration.enums import ALIVE, RegistrationState
from registration.models import Registration
from reports.figures import over

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Opening:
    """An offering that takes registrations now, as one unit sees it.

    `own` is the pool granted to the unit or the nearest above it, None when there is none; `free`:
    places open to everybody; `registered`: people of the unit with a place or waiting for one.
    """

    offering: Any
    own: SeatPool | None
    free: int
    registered: int


@dataclass(frozen=True)
class Rates:
    """Figures of a unit over a year; see `reports.unit_definitions`."""

    people: int
    attended: int
    hours: Decimal
    hours_due: Decimal
    hours_met: Decimal
    essays_due: int
    essays_in_time: int


def openings_for(unit: Unit) -> list[Opening]:
    """Offerings open now, the first to close first. Four queries."""
    offerings = list(
        with_titles(Offering.objects.public().open_at().with_figures())
        .select_related("lead_unit")
        .order_by("closes_at", "pk")
    )
    pools: dict[int, list[SeatPool]] = defaultdict(list)
    for pool in SeatPool.objects.filter(offering__in=offerings).select_related("unit"):
        pools[pool.offering_id].append(pool)
    registered = dict(
        _of(unit, Registration.objects.filter(offering__in=offerings, state__in=ALIVE))
        .order_by()
        .values_list("offering")
        .annotate(Count("pk"))
    )
    return [
        Opening(
            offering,
            _own(unit, pools[offering.pk]),
            sum(pool.left for pool in pools[offering.pk] if pool.unit_id is None),
            registered.get(offering.pk, 0),
        )
        for offering in offerings
    ]


def registrations_of(people: Iterable[User]) -> dict[int, list[Any]]:
    """Living registrations for what is not over, by key of the person. One query."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = Registration.objects.filter(person__in=list(people), state__in=ALIVE)
    coming = Offering.objects.with_figures().filter(
        Q(ends_at__gte=timezone.now()) | Q(ends_at=None)
    )
    rows = rows.filter(offering__in=coming.order_by().values("pk")).exclude(
        offering__state__in=("finished", "cancelled")
    )
    for row in with_titles(rows.select_related("offering"), "offering__page").order_by("pk"):
        found[row.person_id].append(row)
    return found


def debts_of(unit: Unit) -> list[Debt]:
    """Essays that people of the unit owe, the first to be due first, with titles. Seven queries."""
    debts = debts_of_unit(unit)
    titles = with_titles(Offering.objects.all()).in_bulk(
        {debt.offering.pk for debt in debts if debt.offering}
    )
    return [
        replace(debt, offering=titles[debt.offering.pk]) if debt.offering else debt
        for debt in debts
    ]


def rates_of(unit: Unit, year: int) -> Rates:
    """Figures of the calendar year up to now. Eight queries."""
    zone = timezone.get_current_timezone()
    now, first = timezone.now(), datetime(year, 1, 1, tzinfo=zone)
    last = min(now, datetime(year + 1, 1, 1, tzinfo=zone))
    people = User.objects.in_units(Unit.objects.within(unit).order_by())
    in_year = Q(session__starts_at__gte=first, session__starts_at__lt=last)
    came, ended = Q(status__in=ATTENDED), over("session__", now)
    confirmed = Q(registration__state=RegistrationState.CONFIRMED)
    there = Attendance.objects.attended().filter(in_year, registration__person=OuterRef("pk"))
    members = people.aggregate(people=Count("pk"), attended=Count("pk", filter=Exists(there)))
    marks = _of(unit, Attendance.objects.filter(in_year), "registration__").aggregate(
        hours=sum_of("session__", only=earns()),
        met=Sum("session__credit_hours", filter=came & ended & confirmed),
        exempt=Sum(
            "session__credit_hours",
            filter=ended & confirmed & Q(status=AttendanceStatus.EXEMPT),
        ),
    )
    essays_due, in_time = _essays(unit, first, last)
    return Rates(
        **members,
        hours=marks["hours"],
        hours_due=_hours_due(unit, first, last) - (marks["exempt"] or NOTHING),
        hours_met=marks["met"] or NOTHING,
        essays_due=essays_due,
        essays_in_time=in_time,
    )


def _hours_due(unit: Unit, first: datetime, last: datetime) -> Decimal:
    confirmed = _of(unit, Registration.objects.confirmed()).order_by()
    people = dict(confirmed.values_list("offering").annotate(Count("pk")))
    sessions = Session.objects.filter(
        over(), offering__in=people, starts_at__gte=first, starts_at__lt=last
    )
    held = dict(sessions.order_by().values_list("offering").annotate(Sum("credit_hours")))
    return sum((hours * people[pk] for pk, hours in held.items()), NOTHING)


def _essays(unit: Unit, first: datetime, last: datetime) -> tuple[int, int]:
    """Pairs of person and task due in the span, and those handed in in time."""
    return handed_in_time(unit, EssayTask.objects.filter(due_at__gte=first, due_at__lt=last))


def _of(unit: Unit, rows: Any, prefix: str = "") -> Any:
    """Rows of people registered for the unit or one below it."""
    return rows.filter(**{f"{prefix}unit__path__startswith": unit.path})


def _own(unit: Unit, pools: list[SeatPool]) -> SeatPool | None:
    granted = [p for p in pools if p.unit is not None and unit.path.startswith(p.unit.path)]
    return max(granted, key=lambda pool: len(pool.unit.path if pool.unit else ""), default=None)
