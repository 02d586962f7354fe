"""Figures of offerings, counted by the database: as many queries for one as for a hundred.

Every figure is computed here once, for the list, the page and the file; its definition stands in
`reports.definitions`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from attendance.crediting import sum_of
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance
from attendance.queries import counts, earns
from essays.progress import Progress, status_of_offerings
from events.models import Session
from registration.enums import RegistrationState
from registration.models import Registration

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Figures:
    """Figures of one offering; `hours` are earned by the rule table, due and met by the plan.

    `confirmed` to `pending` are the states of living registrations: together they are all of them.
    """

    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    nominated: int = 0
    pending: int = 0
    headcount: int = 0
    person_times: int = 0
    hours: Decimal = NOTHING
    hours_due: Decimal = NOTHING
    hours_met: Decimal = NOTHING
    essays: Progress = field(default_factory=Progress)

    @property
    def attendance_rate(self) -> Decimal | None:
        """Hours met / hours due; None while nothing is due."""
        return self.hours_met / self.hours_due if self.hours_due else None


def figures_of(offerings: list[Any]) -> dict[int, Figures]:
    """Figures by key of the offering. Seven queries."""
    ids = [offering.pk for offering in offerings]
    registered, marked, ended = _registered(ids), _marked(ids), _hours_held(ids)
    essays = status_of_offerings(offerings)
    found = {}
    for pk in ids:
        people: dict[str, Any] = registered.get(pk, {})
        marks = marked.get(pk, {})
        confirmed = people.get("confirmed", 0)
        exempt = marks.pop("exempt", None) or NOTHING
        counted: dict[str, Any] = people | {name: value or 0 for name, value in marks.items()}
        found[pk] = Figures(
            **counted,
            hours_due=confirmed * ended.get(pk, NOTHING) - exempt,
            essays=essays[pk],
        )
    return found


def headcount_of(offerings: Any) -> int:
    """Distinct persons that attended at least one session of any of `offerings`. One query."""
    attended = Attendance.objects.attended().filter(registration__offering__in=offerings)
    return attended.aggregate(people=Count("registration__person", distinct=True))["people"]


def _registered(ids: list[int]) -> dict[int, dict[str, int]]:
    def of(state: str) -> Count:
        return Count("pk", filter=Q(state=state))

    rows: Any = (
        Registration.objects.filter(offering__in=ids)
        .values("offering")
        .annotate(
            confirmed=of(RegistrationState.CONFIRMED),
            offered=of(RegistrationState.OFFERED),
            waiting=of(RegistrationState.WAITLISTED),
            nominated=of(RegistrationState.NOMINATED),
            pending=of(RegistrationState.PENDING),
        )
    )
    return {row.pop("offering"): row for row in rows}


def over(prefix: str = "", at: datetime | None = None) -> Q:
    """Condition: a session counts, as it does for credit hours, and has ended."""
    return counts(prefix) & Q(**{f"{prefix}ends_at__lte": at or timezone.now()})


def _hours_held(ids: list[int]) -> dict[int, Decimal]:
    sessions = Session.objects.filter(over(), offering__in=ids).order_by()
    return dict(sessions.values_list("offering").annotate(hours=Sum("credit_hours")))


def _marked(ids: list[int]) -> dict[int, dict[str, Any]]:
    came = Q(status__in=ATTENDED)
    due = over("session__") & Q(registration__state=RegistrationState.CONFIRMED)
    rows: Any = (
        Attendance.objects.filter(registration__offering__in=ids)
        .values(offering=F("registration__offering"))
        .annotate(
            headcount=Count("registration", filter=came, distinct=True),
            person_times=Count("pk", filter=came),
            hours=sum_of("session__", only=earns()),
            hours_met=Sum("session__credit_hours", filter=came & due),
            exempt=Sum("session__credit_hours", filter=due & Q(status=AttendanceStatus.EXEMPT)),
        )
    )
    return {row.pop("offering"): row for row in rows}
