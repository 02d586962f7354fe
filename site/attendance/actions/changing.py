"""One change of an attendance row with the row of history that keeps what was before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance.absence_enums import MakeUpState
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, AttendanceChange, MakeUp
from attendance.presence import status_of

FIELDS = [
    "status",
    "in_at",
    "out_at",
    "method",
    "marked_at",
    "marked_by",
    "companions",
    "leave",
    "site",
]


class Unsaid:
    """No site was named: whoever is there stays where they were."""


def changed(
    attendance: Attendance,
    *,
    by: Any,
    status: str,
    method: str,
    in_at: datetime | None,
    out_at: datetime | None = None,
    site: Any = Unsaid,
) -> AttendanceChange:
    """Set the new facts on `attendance` and return what was before; neither is saved.

    Someone who was not there neither came nor left; nobody left before coming. `out_at` is a new
    leaving, one that is known stays; `site` is the remote site of the mark, None the main hall.
    Whoever moves into presence is taken to come with all companions; a number that was noted at
    the door is not touched after that.
    """
    before = _as_it_is(attendance)
    before.to_status, before.method, before.by = status, method, by
    if status in ATTENDED and attendance.status not in ATTENDED:
        attendance.companions = attendance.registration.companions
    attendance.status = AttendanceStatus(status)
    attendance.in_at = in_at if status in ATTENDED else None
    left_at = out_at or attendance.out_at
    known = status in ATTENDED and left_at is not None and in_at is not None and left_at >= in_at
    attendance.out_at = left_at if known else None
    if status not in ATTENDED or site is not Unsaid:
        attendance.site = site if status in ATTENDED else None
    before.site_id = attendance.site_id
    attendance.method = method
    attendance.marked_at = before.at
    attendance.marked_by = by
    return before


def _as_it_is(attendance: Attendance) -> AttendanceChange:
    """The beginning of a row of history: what is there now."""
    return AttendanceChange(
        attendance=attendance,
        from_status="" if attendance.pk is None else attendance.status,
        from_in_at=attendance.in_at,
        from_out_at=attendance.out_at,
        at=timezone.now(),
    )


def status_before_leaving(attendance: Attendance) -> str:
    """What somebody was who left early, by the history; by the clock where they came otherwise."""
    leaving = attendance.changes.filter(from_out_at=None).order_by("at", "pk").last()
    in_at = attendance.in_at
    assert in_at is not None, "nobody leaves who did not come"
    if leaving is not None and leaving.from_in_at == in_at:
        return leaving.from_status
    return status_of(attendance.session, in_at)


def free_guests(made_up: Iterable[int]) -> None:
    """Guests' places by which marks (their keys) were made up are unused again: the marks now say
    something else. No statement where there are none.
    """
    if keys := list(made_up):
        came = MakeUp.objects.filter(makeup_for__in=keys, state=MakeUpState.ATTENDED)
        came.update(state=MakeUpState.AGREED, in_at=None, marked_by=None)


def keep(attendance: Attendance, before: AttendanceChange) -> None:
    """Save one change and its history: two statements."""
    if attendance.pk is None:
        attendance.save(force_insert=True)
    else:
        attendance.save(update_fields=FIELDS)
    before.save(force_insert=True)
