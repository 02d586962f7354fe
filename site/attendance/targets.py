"""Whether the year's target can still be met: the facts with their dates.

The person reads them with what is asked. Those who run something the person has a place in, and
liaisons of the person's unit, read the same facts without it: how much is asked hangs on
categories, which are read by the person alone.

What is sure to be out of reach is said at any time: every day that is left, counted as the table
counts a day, would not do. From the middle of the year on it is also said when all that is planned
would not do: what the person has a place for, and what is still open to register for.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from attendance.account import Account
from attendance.crediting import Table, in_force, span_of, sum_of, tables
from attendance.enums import AttendanceStatus
from attendance.models import Attendance
from events.enums import OfferingState
from events.models import Session
from publishing import dates
from registration.models import Registration

NOTHING = Decimal(0)
AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.UNEXCUSED, AttendanceStatus.ON_LEAVE)
A_DAY = timedelta(hours=8)
HALF_YEAR = 7  # from July on what is planned says something about the year
MOST_DATES = 12


class Reach(TextChoices):
    """How a target stands."""

    OUT_OF_REACH = "out_of_reach", _("Target of the year out of reach")
    NOT_PLANNED = "not_planned", _("Target of the year not covered by what is planned")


@dataclass(frozen=True)
class TargetRemark:
    """The facts about one year's target, in credit hours; `missed` are sessions not attended."""

    kind: Reach
    account: Account
    at: date
    days: int  # left in the year, today among them
    most: Decimal  # what the year can come to
    open_hours: Decimal
    missed: tuple[Session, ...] = ()

    @property
    def sentence(self) -> str:
        """The facts in words to the person, with every date."""
        words = _wording(self.kind) % self._told
        if not self.missed:
            return words
        listed = pgettext("between dates", ", ").join(
            dates.day(session.starts_at) for session in self.missed[:MOST_DATES]
        )
        missed = gettext("Not attended this year: %(dates)s.") % {"dates": listed}
        return f"{words} {missed}"

    @property
    def sentence_for_others(self) -> str:
        """The same to those who run something or answer for the person, without what is asked.

        Nor when the person was missing: that may have been at what another unit runs.
        """
        return _wording_for_others(self.kind) % self._told

    @property
    def _told(self) -> dict[str, Any]:
        return {
            "at": dates.day(self.at),
            "taken": dates.credit_hours(self.account.taken),
            "coming": dates.credit_hours(self.account.coming),
            "open": dates.credit_hours(self.open_hours),
            "days": self.days,
            "most": dates.credit_hours(self.most),
            "asked": dates.credit_hours(self.account.target.yearly or NOTHING),
        }


def _wording(kind: Reach) -> str:
    if kind is Reach.OUT_OF_REACH:
        return gettext(
            "Up to %(at)s you have taken %(taken)s. %(days)s days are left in this year; "
            "even if each of them were a day of study, at most %(most)s could be reached. Asked "
            "for are %(asked)s."
        )
    return gettext(
        "Up to %(at)s you have taken %(taken)s; %(coming)s are coming with a confirmed place, and "
        "%(open)s are open to register for. Together that is at most %(most)s. Asked for are "
        "%(asked)s."
    )


def _wording_for_others(kind: Reach) -> str:
    if kind is Reach.OUT_OF_REACH:
        return gettext(
            "Up to %(at)s: %(taken)s taken. %(days)s days are left in this year; even if each of "
            "them were a day of study, at most %(most)s could be reached."
        )
    return gettext(
        "Up to %(at)s: %(taken)s taken; %(coming)s are coming with a confirmed place, and "
        "%(open)s are open to register for. Together that is at most %(most)s."
    )


def target_remarks(
    accounts: Mapping[int, Account], at: datetime | None = None
) -> dict[int, TargetRemark]:
    """What is to be said about the target of the year that runs, by key of the person as the
    accounts are; whoever is not named has nothing to read. Four queries for however many, none for
    accounts of another year.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    running = {key: one for key, one in accounts.items() if one.year == today.year}
    asked = {key: one.target.yearly for key, one in running.items() if one.target.yearly}
    short = [key for key, yearly in asked.items() if accounts[key].taken < yearly]
    if not short:
        return {}
    versions = tables()
    days = (date(today.year, 12, 31) - today).days + 1
    left = days * hours_of_a_day(today.year, versions)
    # Who teaches, or goes to much in a day, can have more in sight than days of study give.
    most = {key: max(accounts[key].forecast, accounts[key].taken + left) for key in short}
    kinds = {key: Reach.OUT_OF_REACH for key in short if most[key] < asked[key]}
    offered: dict[int, Decimal] = {}
    if today.month >= HALF_YEAR:
        unsure = [key for key in short if accounts[key].forecast < asked[key] and key not in kinds]
        offered = open_hours(unsure, today.year, at, versions)
        most |= {key: accounts[key].forecast + offered[key] for key in unsure}
        kinds |= {key: Reach.NOT_PLANNED for key in unsure if most[key] < asked[key]}
    missed = missed_in(kinds, today.year)
    return {
        key: TargetRemark(
            kinds[key],
            accounts[key],
            today,
            days,
            most[key],
            offered.get(key, NOTHING),
            tuple(missed[key]),
        )
        for key in short
        if key in kinds
    }


def hours_of_a_day(year: int, versions: Sequence[Table]) -> Decimal:
    """What a whole day earns by the table of a year."""
    steps = in_force(year, versions).steps
    reached = [one for one in steps if not one.form and one.minutes <= A_DAY.total_seconds() / 60]
    return max((one.hours for one in reached), default=NOTHING)


def open_hours(
    people: Collection[int], year: int, at: datetime, versions: Sequence[Table]
) -> dict[int, Decimal]:
    """What sessions of this year would earn for which each person can register still: two queries,
    none without people.
    """
    if not people:
        return {}
    _first, end = span_of(year)
    rows = (
        Session.objects.holding()
        .public()
        .filter(
            starts_at__gte=at,
            starts_at__lt=end,
            offering__state=OfferingState.PUBLISHED,
            offering__closes_at__gt=at,
        )
    )
    hours = dict(rows.order_by().values_list("offering").annotate(hours=sum_of("", versions)))
    found = dict.fromkeys(people, sum(hours.values(), NOTHING))
    own = Registration.objects.alive().filter(person__in=people, offering__in=hours)
    for person, offering in own.values_list("person", "offering"):
        found[person] -= hours[offering]
    return found


def missed_in(people: Collection[int], year: int) -> dict[int, list[Session]]:
    """Sessions of a year from which each person was absent or on leave, in order of time. One
    query, none without people.
    """
    found: dict[int, list[Session]] = defaultdict(list)
    if not people:
        return found
    first, end = span_of(year)
    rows = (
        Attendance.objects.filter(registration__person__in=people, status__in=AWAY)
        .filter(session__starts_at__gte=first, session__starts_at__lt=end)
        .filter(session__cancelled_at=None)
        .select_related("session", "registration")
        .order_by("session__starts_at", "pk")
    )
    for row in rows:
        found[row.registration.person_id].append(row.session)
    return found
