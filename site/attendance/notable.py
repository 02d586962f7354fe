"""What in somebody's attendance is worth a word: facts with their dates, never a penalty.

Computed anew from what is recorded each time. Only recorded sessions count: where nobody has marked
anything yet, nobody has missed anything. Three statements for however many registrations.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, Terms
from attendance.presence import terms_of
from events.enums import RUNNING
from events.models import Session
from publishing import dates
from registration.models import Registration

NOTHING = Decimal(0)
MISSED = (AttendanceStatus.ABSENT, AttendanceStatus.UNEXCUSED)
AWAY = (*MISSED, AttendanceStatus.ON_LEAVE)


class Notable(TextChoices):
    """Kinds of facts that are worth a word."""

    BELOW_RATE = "below_rate", _("Attendance below the rate")
    IN_A_ROW = "in_a_row", _("Absences in a row")
    OUT_OF_REACH = "out_of_reach", _("Rate out of reach")


@dataclass(frozen=True)
class Remark:
    """One fact about one registration, with the sessions that were missed."""

    registration: Registration
    kind: Notable
    missed: tuple[Session, ...]
    rate: int = 0  # percent: so far, or the highest that can still be reached
    asked: int = 0  # percent

    @property
    def key(self) -> str:
        """The same as long as the facts are the same: a notice is written once for them."""
        last = self.missed[-1].pk if self.missed else 0
        return f"attendance-{self.registration.pk}-{self.kind}-{last}"

    @property
    def sentence(self) -> str:
        """The fact in words, with every date."""
        words = {
            "rate": self.rate,
            "asked": self.asked,
            "count": len(self.missed),
            "dates": pgettext("between dates", ", ").join(
                dates.day(session.starts_at) for session in self.missed
            ),
        }
        return _wording(self.kind, len(self.missed)) % words


def _wording(kind: Notable, count: int) -> str:
    if kind is Notable.IN_A_ROW:
        return ngettext(
            "%(count)s absence: %(dates)s.", "%(count)s absences in a row: %(dates)s.", count
        )
    if kind is Notable.OUT_OF_REACH:
        return gettext(
            "Even with every session to come, at most %(rate)s%% can be reached; %(asked)s%% are "
            "asked for. Not attended: %(dates)s."
        )
    return gettext(
        "Attended %(rate)s%% so far; %(asked)s%% are asked for. Not attended: %(dates)s."
    )


def remarks_on(rows: Sequence[Registration], at: datetime | None = None) -> list[Remark]:
    """What is worth a word about registrations with their offerings, in their order."""
    at = at or timezone.now()
    sessions: dict[int, list[Session]] = defaultdict(list)
    held = Session.objects.held().filter(offering__in={row.offering_id for row in rows})
    for session in held.order_by("starts_at", "pk"):
        sessions[session.offering_id].append(session)
    statuses: dict[int, dict[int, str]] = defaultdict(dict)
    marks = Attendance.objects.filter(registration__in=[row.pk for row in rows])
    for registration, session_key, status in marks.values_list("registration", "session", "status"):
        statuses[registration][session_key] = status
    return [
        remark
        for row in rows
        for remark in _remarks(row, sessions[row.offering_id], statuses[row.pk], at)
    ]


def running(rows: Any) -> list[Registration]:
    """Confirmed registrations among `rows` for what is not over, with all that is asked of them."""
    return list(
        rows.confirmed()
        .filter(offering__state__in=RUNNING)
        .select_related("offering__attendance_terms", "offering__page", "person", "unit")
        .order_by("offering", "person__name_key", "pk")
    )


def _remarks(
    row: Registration, sessions: list[Session], statuses: dict[int, str], at: datetime
) -> Iterable[Remark]:
    terms = terms_of(row.offering)
    if (run := _in_a_row(sessions, statuses)) and 0 < terms.absences_in_row <= len(run):
        yield Remark(row, Notable.IN_A_ROW, run)
    yield from _of_rate(row, terms, sessions, statuses, at)


def _in_a_row(sessions: list[Session], statuses: dict[int, str]) -> tuple[Session, ...]:
    """The absences after the last session that was attended; leave and exemption are neither."""
    run: list[Session] = []
    for session in sessions:
        status = statuses.get(session.pk, AttendanceStatus.UNRECORDED)
        if status in ATTENDED:
            run = []
        elif status in MISSED:
            run.append(session)
    return tuple(run)


def _of_rate(
    row: Registration,
    terms: Terms,
    sessions: list[Session],
    statuses: dict[int, str],
    at: datetime,
) -> Iterable[Remark]:
    """By the hours of the plan, as everywhere where a rate is told; sessions where it has none."""
    planned = any(session.credit_hours for session in sessions)
    met = lost = coming = NOTHING
    missed = []
    for session in sessions:
        weight = session.credit_hours if planned else Decimal(1)
        status = statuses.get(session.pk, AttendanceStatus.UNRECORDED)
        if status in ATTENDED:
            met += weight
        elif status in AWAY:
            lost += weight
            missed.append(session)
        elif status == AttendanceStatus.UNRECORDED and session.starts_at > at:
            coming += weight
    if not (lost and terms.lowest_rate):
        return
    best = 100 * (met + coming) / (met + coming + lost)
    so_far = 100 * met / (met + lost)
    if best < terms.lowest_rate:
        kind, rate = Notable.OUT_OF_REACH, best
    elif so_far < terms.lowest_rate:
        kind, rate = Notable.BELOW_RATE, so_far
    else:
        return
    yield Remark(row, kind, tuple(missed), int(rate), terms.lowest_rate)
