"""What a person came to and finished, as far as marks tell: what audiences build on.

Somebody who had a place and never came has not done it. A cohort may ask for more: a rate of the
hours due, or so many credit hours. Essays are judged above this room and do not count here.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from attendance.enums import ATTENDED, AttendanceStatus
from attendance.matrix import Tally
from attendance.models import Attendance
from courses.models import Cohort
from events.models import Session


def finished_by(person: Any, offerings: Iterable[int]) -> set[int]:
    """Of `offerings` (keys) those that `person` attended as they ask. At most five statements."""
    marks = Attendance.objects.of(person).filter(registration__offering__in=list(offerings))
    came = set(marks.attended().values_list("registration__offering", flat=True))
    if not came:
        return set()
    asks = {row.offering_id: row for row in Cohort.objects.filter(offering__in=came)}
    hours = marks.hours_by_offering() if any(row.hours_required for row in asks.values()) else {}
    tallies = _tallies(marks, asks)
    return {
        key
        for key in came
        if key not in asks or _is_enough(asks[key], tallies[key], hours.get(key, Decimal(0)))
    }


def _is_enough(cohort: Cohort, tally: Tally, hours: Decimal) -> bool:
    """By the hours of the plan, as everywhere where a rate is told; sessions where it has none."""
    met, due = (tally.hours, tally.hours_due) if tally.hours_due else (tally.met, tally.due)
    return met * 100 >= cohort.attendance_required * due and hours >= cohort.hours_required


def _tallies(marks: Any, offerings: Iterable[int]) -> dict[int, Tally]:
    """What was due of each offering and what of it was met."""
    statuses = dict(marks.values_list("session", "status"))
    over = Session.objects.held().filter(offering__in=list(offerings), ends_at__lt=timezone.now())
    found: dict[int, Tally] = defaultdict(Tally)
    for session in over:
        status = statuses.get(session.pk)
        if status == AttendanceStatus.EXEMPT:
            continue
        met = status in ATTENDED
        hours = session.credit_hours
        found[session.offering_id] += Tally(met, 1, hours if met else Decimal(0), hours)
    return found
