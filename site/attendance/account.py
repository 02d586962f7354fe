"""A person's credit hours: taken, coming, left to the target of their categories, in five years.

Everything is computed from marks, registrations and the rule tables; nothing of it is stored. A
handful of statements for however many people.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from attendance.crediting import Table, hours_of, span_of, sum_of, tables
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, HoursTarget
from attendance.teaching import Taught, hours_taught
from events.enums import OfferingState
from events.models import Session, SessionSpeaker
from events.queries import SessionQuerySet
from people.models import User
from registration.enums import RegistrationState

NOTHING = Decimal(0)
YEARS = 5
# Of these nothing more is to come: known ahead to be away, or marked already.
SETTLED = (AttendanceStatus.ON_LEAVE, AttendanceStatus.EXEMPT, *ATTENDED)


@dataclass(frozen=True)
class Target:
    """Credit hours asked in a year and in five; None where nothing is."""

    yearly: Decimal | None = None
    five_years: Decimal | None = None


# 《干部教育培训工作条例》（2023）：乡科级及以下每年累计不少于 12 天或者 90 学时。
# Those of the county level, 550 in five years, are a category of the site's own.
BUILT_IN = Target(yearly=Decimal(90))


@dataclass(frozen=True)
class Account:
    """One person's year; `five_years` are the hours of the year and the four before it. `taught`
    are those of the year that were earned by teaching; the other sums contain them.
    """

    year: int
    taken: Decimal = NOTHING
    coming: Decimal = NOTHING
    five_years: Decimal = NOTHING
    target: Target = BUILT_IN
    taught: Decimal = NOTHING

    @property
    def forecast(self) -> Decimal:
        """What the year comes to when every confirmed session is attended."""
        return self.taken + self.coming

    @property
    def left(self) -> Decimal | None:
        """What is missing to the target of the year even then; None without a target."""
        if self.target.yearly is None:
            return None
        return max(self.target.yearly - self.forecast, NOTHING)


def accounts_of(people: Sequence[Any], year: int, at: datetime | None = None) -> dict[int, Account]:
    """The accounts of a year by key of the person. Six queries for however many people."""
    at = at or timezone.now()
    keys = [person.pk for person in people]
    versions = tables()
    taken = _taken(keys, year, versions)
    coming = dict(
        coming_to(keys, year, at)
        .order_by()
        .values_list("offering__registrations__person")
        .annotate(hours=sum_of("", versions))
    )
    targets = targets_of(keys, year)
    taught = hours_taught(keys, year, YEARS, at, versions)
    found = {}
    for key in keys:
        of_year, of_five = taken.get(key, (NOTHING, NOTHING))
        own = taught.get(key, Taught())
        found[key] = Account(
            year,
            taken=of_year + own.year,
            coming=coming.get(key, NOTHING) + own.coming,
            five_years=of_five + own.five_years,
            target=targets[key],
            taught=own.year,
        )
    return found


def _taken(
    keys: list[int], year: int, versions: Sequence[Table]
) -> dict[int, tuple[Decimal, Decimal]]:
    """Hours of the year, and of it and the four before."""
    (first, end), (earliest, _end) = span_of(year), span_of(year - YEARS + 1)
    rows = (
        Attendance.objects.earning()
        .filter(
            registration__person__in=keys,
            session__starts_at__gte=earliest,
            session__starts_at__lt=end,
        )
        .order_by()
        .values_list("registration__person")
        .annotate(
            year=sum_of("session__", versions, only=Q(session__starts_at__gte=first)),
            five=sum_of("session__", versions),
        )
    )
    return {person: (year_hours, five) for person, year_hours, five in rows}


def coming_to(keys: Sequence[int], year: int, at: datetime) -> SessionQuerySet:
    """Sessions to come in a year for which these people have a certain place, a row for each.

    Whoever is known to be away, or is marked already, or teaches it, does not count for that
    session: `attendance.teaching` says what teaching it earns.
    """
    first, end = span_of(year)
    settled = Attendance.objects.filter(
        session=OuterRef("pk"), registration=OuterRef("offering__registrations"), status__in=SETTLED
    )
    teaches = SessionSpeaker.objects.filter(
        session=OuterRef("pk"), speaker__person=OuterRef("offering__registrations__person")
    )
    return (
        Session.objects.held()
        .exclude(offering__state__in=[OfferingState.DRAFT, OfferingState.CANCELLED])
        .filter(
            starts_at__gte=max(first, at),
            starts_at__lt=end,
            offering__registrations__person__in=keys,
            offering__registrations__state=RegistrationState.CONFIRMED,
        )
        # Not in a `filter` of its own: that would ask for anybody's registration once more.
        .alias(settled=Exists(settled), teaches=Exists(teaches))
        .filter(settled=False, teaches=False)
    )


def targets_of(keys: Sequence[int], year: int) -> dict[int, Target]:
    """What each person is asked for in a year, by key. Two queries.

    Of each category the version in force; who belongs to several categories with a target is asked
    for the most of them; who belongs to none follows the general one.
    """
    newest: dict[int | None, HoursTarget] = {}
    for row in HoursTarget.objects.filter(year__lte=year).order_by("year"):
        newest[row.category_id] = row
    general = _as_target(newest.pop(None, None))
    held = User.categories.through.objects.filter(
        user__in=keys, personcategory__in=[key for key in newest if key]
    )
    found: dict[int, list[HoursTarget]] = defaultdict(list)
    for person, category in held.values_list("user", "personcategory"):
        found[person].append(newest[category])
    return {key: _most(found[key]) if key in found else general for key in keys}


def _as_target(row: HoursTarget | None) -> Target:
    return BUILT_IN if row is None else Target(row.yearly, row.five_years)


def _most(rows: list[HoursTarget]) -> Target:
    return Target(
        max((row.yearly for row in rows if row.yearly is not None), default=None),
        max((row.five_years for row in rows if row.five_years is not None), default=None),
    )


def earned_by(person: Any) -> Any:
    """A person's attendance that earns, the latest first, each with its `hours`."""
    rows = Attendance.objects.of(person).earning().with_hours()
    return rows.select_related("session__offering").order_by("-session__starts_at", "-pk")


def sessions_coming_to(person: Any, year: int, at: datetime) -> SessionQuerySet:
    """The sessions that the forecast counts, the next first, each with its `hours`."""
    rows = coming_to([person.pk], year, at).annotate(hours=hours_of())
    return rows.select_related("offering").order_by("starts_at", "pk")
