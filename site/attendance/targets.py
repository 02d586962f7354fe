"""Whether the year's target can still be met: the facts with their dates, for the person alone.

What is sure to be out of reach is said at any time: every day that is left, counted as the table
counts a day, would not do. From the middle of the year on it is also said when all that is planned
would not do: what the person has a place for, and what is still open to register for.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from attendance.account import Account
from attendance.crediting import in_force, span_of, sum_of, tables
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
        """The facts in words, with every date."""
        told = {
            "at": dates.day(self.at),
            "taken": dates.credit_hours(self.account.taken),
            "coming": dates.credit_hours(self.account.coming),
            "open": dates.credit_hours(self.open_hours),
            "days": self.days,
            "most": dates.credit_hours(self.most),
            "asked": dates.credit_hours(self.account.target.yearly or NOTHING),
        }
        words = _wording(self.kind) % told
        if not self.missed:
            return words
        listed = pgettext("between dates", ", ").join(
            dates.day(session.starts_at) for session in self.missed[:MOST_DATES]
        )
        return f"{words} {_t('Not attended this year: %(dates)s.') % {'dates': listed}}"


def _wording(kind: Reach) -> str:
    if kind is Reach.OUT_OF_REACH:
        return _t(
            "Up to %(at)s you have taken %(taken)s. %(days)s days are left in this year; "
            "even if each of them were a day of study, at most %(most)s could be reached. Asked "
            "for are %(asked)s."
        )
    return _t(
        "Up to %(at)s you have taken %(taken)s; %(coming)s are coming with a confirmed place, and "
        "%(open)s are open to register for. Together that is at most %(most)s. Asked for are "
        "%(asked)s."
    )


def target_remark(person: Any, account: Account, at: datetime | None = None) -> TargetRemark | None:
    """What is to be said about the target of the account's year, the one that runs; None where
    nothing is.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    yearly = account.target.yearly
    if yearly is None or account.taken >= yearly:
        return None
    days = (date(today.year, 12, 31) - today).days + 1
    # Who teaches, or goes to much in a day, can have more in sight than days of study give.
    sure = max(account.forecast, account.taken + days * hours_of_a_day(today.year))
    if sure < yearly:
        missed = missed_in(person, today.year)
        return TargetRemark(Reach.OUT_OF_REACH, account, today, days, sure, NOTHING, missed)
    if today.month < HALF_YEAR or account.forecast >= yearly:
        return None
    offered = open_hours(person, today.year, at)
    most = account.forecast + offered
    if most >= yearly:
        return None
    missed = missed_in(person, today.year)
    return TargetRemark(Reach.NOT_PLANNED, account, today, days, most, offered, missed)


def hours_of_a_day(year: int) -> Decimal:
    """What a whole day earns by the table of a year. One query."""
    steps = in_force(year, tables()).steps
    reached = [one for one in steps if not one.form and one.minutes <= A_DAY.total_seconds() / 60]
    return max((one.hours for one in reached), default=NOTHING)


def open_hours(person: Any, year: int, at: datetime) -> Decimal:
    """What sessions of this year would earn for which one can register still. One query, and one
    for the tables.
    """
    _first, end = span_of(year)
    own = Registration.objects.of(person).alive().values("offering")
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
    return rows.exclude(offering__in=own).aggregate(hours=sum_of())["hours"]


def missed_in(person: Any, year: int) -> tuple[Session, ...]:
    """Sessions of a year from which the person was absent or on leave, in order of time."""
    first, end = span_of(year)
    rows = (
        Attendance.objects.of(person)
        .filter(status__in=AWAY, session__starts_at__gte=first, session__starts_at__lt=end)
        .filter(session__cancelled_at=None)
        .select_related("session")
        .order_by("session__starts_at", "pk")
    )
    return tuple(row.session for row in rows)
