"""What a leave would come to: hours taken, hours with it, what the limit leaves. Never stored."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import AbsenceTerms, Attendance, LeaveRequest
from events.models import Session
from publishing import dates

ZERO = Decimal(0)
# By session: what the mark says, and the leave that covers it.
Marks = dict[int, tuple[str, int | None]]


@dataclass(frozen=True)
class Forecast:
    """In credit hours: planned, the limit, taken without this leave, and what this one asks for."""

    planned: Decimal
    limit: Decimal
    taken: Decimal
    asked: Decimal
    parts: int

    @property
    def after(self) -> Decimal:
        """Taken once it is approved."""
        return self.taken + self.asked

    @property
    def left(self) -> Decimal:
        """What the limit leaves afterwards; below zero beyond it."""
        return self.limit - self.after

    @property
    def is_beyond(self) -> bool:
        """Whether it needs a reason: more than the limit, where hours are planned at all."""
        return self.planned > 0 and self.after * self.parts > self.planned

    @property
    def words(self) -> str:
        """The sentences that stand before a decision."""
        if not self.planned:
            return _("No credit hours are planned here, so there is no limit to compare with.")
        found = {
            "taken": dates.credit_hours(self.taken),
            "asked": dates.credit_hours(self.asked),
            "after": dates.credit_hours(self.after),
            "limit": dates.credit_hours(rounded(self.limit)),
            "planned": dates.credit_hours(self.planned),
            "parts": self.parts,
            "rest": dates.credit_hours(rounded(abs(self.left))),
        }
        if self.is_beyond:
            return (
                _(
                    "Taken so far: %(taken)s. With this leave of %(asked)s: %(after)s. The limit "
                    "is %(limit)s (1/%(parts)s of %(planned)s): that is %(rest)s too many."
                )
                % found
            )
        return (
            _(
                "Taken so far: %(taken)s. With this leave of %(asked)s: %(after)s. The limit is "
                "%(limit)s (1/%(parts)s of %(planned)s): %(rest)s would be left."
            )
            % found
        )


def rounded(hours: Decimal) -> Decimal:
    """To a tenth of an hour, for the eye alone: what is compared is exact."""
    return hours.quantize(Decimal("0.1"))


def covered_by(leave: LeaveRequest) -> list[Session]:
    """The sessions that begin within a leave and will be held, in order of time."""
    rows = Session.objects.filter(offering_id=leave.registration.offering_id).holding()
    found = rows.filter(starts_at__gte=leave.starts_at, starts_at__lt=leave.ends_at)
    return list(found.order_by("starts_at", "pk"))


def hours_of(sessions: Any) -> Decimal:
    """Sum of the planned credit hours."""
    return sum((session.credit_hours for session in sessions), ZERO)


def forecast_of(leave: LeaveRequest, terms: AbsenceTerms | None = None) -> Forecast:
    """What deciding about `leave` would come to. Two queries, three without its terms.

    Who attended a session has taken no leave from it; what the leave covers already is asked for,
    not taken, so that the forecast of an approved leave says the same as before the decision.
    """
    return forecasts_of([leave], {leave.offering.pk: terms} if terms else None)[leave.pk]


def forecasts_of(
    leaves: list[LeaveRequest], terms: Mapping[int, AbsenceTerms] | None = None
) -> dict[int, Forecast]:
    """The same for many, by key of the leave: as many queries as for one."""
    offerings = {leave.registration.offering_id: leave.offering for leave in leaves}
    if terms is None:
        laid_down = AbsenceTerms.objects.filter(offering__in=offerings)
        terms = {row.offering_id: row for row in laid_down}
    sessions: dict[int, list[Session]] = defaultdict(list)
    for session in Session.objects.filter(offering__in=offerings).holding():
        sessions[session.offering_id].append(session)
    marks: dict[int, Marks] = defaultdict(dict)
    rows = Attendance.objects.filter(registration__in=[one.registration_id for one in leaves])
    for row in rows.values_list("registration", "session", "status", "leave"):
        marks[row[0]][row[1]] = row[2:]
    return {
        leave.pk: _forecast(
            leave,
            sessions[leave.registration.offering_id],
            marks[leave.registration_id],
            terms.get(leave.registration.offering_id) or AbsenceTerms(),
        )
        for leave in leaves
    }


def _forecast(
    leave: LeaveRequest, sessions: list[Session], marks: Marks, terms: AbsenceTerms
) -> Forecast:
    planned, taken, asked = hours_of(sessions), ZERO, ZERO
    for session in sessions:
        status, covering = marks.get(session.pk, ("", None))
        within = leave.starts_at <= session.starts_at < leave.ends_at
        if within and status not in ATTENDED and covering in (None, leave.pk):
            asked += session.credit_hours
        elif status == AttendanceStatus.ON_LEAVE:
            taken += session.credit_hours
    return Forecast(planned, planned / terms.limit_parts, taken, asked, terms.limit_parts)
