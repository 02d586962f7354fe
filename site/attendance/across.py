"""One person's attendance in everything they registered for, offering by offering."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance.enums import AttendanceStatus
from attendance.matrix import Tally, tally_of
from attendance.models import Attendance
from events.models import Session


@dataclass(frozen=True)
class Taken:
    """One offering of a person: the registration, its sessions' days, what it comes to."""

    row: Any
    begins: Any
    ends: Any
    tally: Tally


def taken_by(rows: Any, at: datetime | None = None) -> list[Taken]:
    """What registrations of one person come to, the latest offering first. Three statements."""
    at = at or timezone.now()
    found = list(rows.select_related("offering__page", "offering__lead_unit", "unit"))
    sessions: dict[int, list[Any]] = {}
    held = Session.objects.held().filter(offering__in={row.offering_id for row in found})
    for session in held.order_by("starts_at", "pk"):
        sessions.setdefault(session.offering_id, []).append(session)
    marks: dict[tuple[int, int], str] = {
        (row, session): status
        for row, session, status in Attendance.objects.filter(
            registration__in={row.pk for row in found}
        ).values_list("registration", "session", "status")
    }
    taken = [_taken(row, sessions.get(row.offering_id, []), marks, at) for row in found]
    return sorted(taken, key=lambda one: (one.begins is None, one.begins or at), reverse=True)


def total_of(taken: list[Taken]) -> Tally:
    """Of all of them."""
    return sum((one.tally for one in taken), Tally())


def _taken(row: Any, sessions: list[Any], marks: dict[tuple[int, int], str], at: datetime) -> Taken:
    unrecorded = AttendanceStatus.UNRECORDED.value
    statuses = [marks.get((row.pk, session.pk), unrecorded) for session in sessions]
    begins = sessions[0].starts_at if sessions else None
    ends = sessions[-1].ends_at if sessions else None
    return Taken(row, begins, ends, tally_of(sessions, statuses, row, at))
