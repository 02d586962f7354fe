"""The year of a department: month by month, what its units hold, on which days, how full it is."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from events.models import Session, Workday
from publishing import dates
from publishing.languages import text

SATURDAY = 5


@dataclass(frozen=True)
class Day:
    """A day of a month: `tint` is empty, `weekend`, `holiday` or `worked` (调休)."""

    number: int
    tint: str
    name: str = ""


@dataclass(frozen=True)
class Bar:
    """What an offering has in one month: from its first day there to its last."""

    pk: int
    title: str
    state: str
    unit: str
    taken: int
    capacity: int
    first: date
    last: date

    @property
    def start(self) -> int:
        """The day of the month on which the bar begins."""
        return self.first.day

    @property
    def length(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1

    @property
    def people(self) -> str:
        """How full it is, and whose: 12/40 · 组织部."""
        return f"{self.taken}/{self.capacity} · {self.unit}"

    @property
    def classes(self) -> str:
        """How it is drawn; see css/year.css."""
        return f"year__bar year__bar--{self.state} from-{self.start} for-{self.length}"

    @property
    def days(self) -> str:
        """Its days in words, without the month: 3日, 3–5日."""
        sign = "日" if dates.in_chinese() else ""
        return f"{self.start}{'' if self.first == self.last else f'–{self.last.day}'}{sign}"


@dataclass
class Month:
    """One month with all its days, and what is held in it, in order."""

    first: date
    days: list[Day]
    bars: list[Bar] = field(default_factory=list)

    @property
    def name(self) -> str:
        """11月, Nov."""
        return dates.month(self.first, now=self.first)


def year_of(offerings: Any, year: int) -> list[Month]:
    """Twelve months of the offerings of a queryset (drafts as well). Three queries, however many.

    An offering with a session in the year stands in each month from its first to its last day.
    """
    months = [_month(date(year, number, 1)) for number in range(1, 13)]
    _tint(months, year)
    zone = timezone.get_current_timezone()
    starts, ends = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    newest = ends - timedelta(seconds=1)
    # Counted beside the spans: the offerings of the year as a condition let PostgreSQL, without
    # fresh statistics, compare every session with every other.
    within = Count("pk", filter=Q(ends_at__gt=starts, starts_at__lt=ends))
    spans: Any = (
        Session.objects.held()
        .filter(offering__in=offerings)
        .order_by()
        .values_list("offering")
        .annotate(begins=Min("starts_at"), finishes=Max("starts_at"), within=within)
        .filter(within__gt=0)
    )
    found = {pk: (max(begins, starts), min(finishes, newest)) for pk, begins, finishes, _n in spans}
    rows = offerings.filter(pk__in=found).with_seats()
    named = rows.values_list(
        "pk", "page__title", "label", "state", "lead_unit__short_name", "lead_unit__name",
        "taken", "capacity",
    )  # fmt: skip
    for pk, title, label, state, short, name, taken, capacity in named:
        words = " ".join(part for part in (title, label) if part)
        begins, finishes = (dates.local_date(moment) for moment in found[pk])
        for first, last in _by_month(begins, finishes):
            bar = Bar(pk, words, state, short or name, taken, capacity, first, last)
            months[first.month - 1].bars.append(bar)
    for month in months:
        month.bars.sort(key=lambda bar: (bar.first, bar.last, bar.title))
    return months


def _month(first: date) -> Month:
    count = monthrange(first.year, first.month)[1]
    days = [first.replace(day=number) for number in range(1, count + 1)]
    return Month(first, [_day(day) for day in days])


def _day(day: date) -> Day:
    return Day(day.day, "weekend" if day.weekday() >= SATURDAY else "")


def _tint(months: list[Month], year: int) -> None:
    """Holidays, and weekend days that are worked for one. One query."""
    for known in Workday.objects.filter(on__year=year):
        name = text(known, "name")
        tint = "worked" if known.is_working else "holiday"
        days = months[known.on.month - 1].days
        days[known.on.day - 1] = Day(known.on.day, tint, name)


def _by_month(first: date, last: date) -> Iterable[tuple[date, date]]:
    """The span cut at the ends of months."""
    while first <= last:
        end = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, min(end, last)
        if end >= last:
            return
        first = (
            date(first.year, first.month + 1, 1) if first.month < 12 else date(first.year + 1, 1, 1)
        )
