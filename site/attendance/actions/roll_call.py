"""The roll call: many statuses at once, one transaction, a constant number of statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance import windows
from attendance.actions.changing import FIELDS, changed, free_guests
from attendance.enums import ATTENDED, KNOWN_AHEAD, AttendanceStatus, MarkOutcome, Method
from attendance.models import Attendance, AttendanceChange
from attendance.queries import is_called_off
from attendance.remote import EVERYWHERE, Spot, expected_sites
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.models import Registration


@action("attendance.roll_call")
def roll_call(
    *,
    by: Any,
    session: Any,
    statuses: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
    at: datetime | None = None,
    spot: Spot = EVERYWHERE,
) -> Result:
    """Record statuses by public id of the registration; whoever is not named stays as they are.

    `seen` says what the caller's page showed: a row that changed since then is left alone and
    named in `details["conflicts"]`, so that an old page cannot wipe out a mark of the door.
    Ids that are not confirmed registrations of this offering are counted in `details["skipped"]`.
    Raises ValueError for an unknown status.
    """
    at = at or timezone.now()
    wanted = {key: AttendanceStatus(status) for key, status in statuses.items()}
    if is_called_off(session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    if at < windows.opens_at(session) and not set(KNOWN_AHEAD).issuperset(wanted.values()):
        opens = dates.instant(windows.opens_at(session))
        return Result(MarkOutcome.TOO_EARLY, None, {"opens": opens})
    registrations = list(
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .confirmed()
        .filter(offering_id=session.offering_id, public_id__in=wanted)
        .select_related("person")
        .order_by("pk")
    )
    sites = _sites(session, registrations, spot)
    pairs, conflicts = _to_change(session, registrations, wanted, seen or {})
    came_at = at if at <= windows.last_leave_at(session) else None  # nobody comes afterwards
    write_statuses(by, pairs, at=came_at, sites=sites)
    skipped = len(wanted) - len(registrations)
    details = {"count": len(pairs), "conflicts": conflicts, "skipped": skipped}
    details["changes"] = {"count": len(pairs)}
    outcome = MarkOutcome.ROLL_CALLED if pairs else MarkOutcome.ROLL_UNCHANGED
    return Result(outcome, session, details)


def _sites(session: Any, registrations: list[Any], spot: Spot) -> Any:
    """Where each was: at the place that calls, or where they are expected."""
    if spot.is_everywhere:
        return expected_sites(session, registrations)
    return dict.fromkeys((row.pk for row in registrations), spot.site)


def _to_change(
    session: Any,
    registrations: list[Any],
    wanted: Mapping[str, AttendanceStatus],
    seen: Mapping[str, str],
) -> tuple[list[tuple[Attendance, AttendanceStatus]], list[str]]:
    """Rows whose status really changes, and names of those that changed behind the page's back."""
    rows = {
        row.registration_id: row
        for row in Attendance.objects.select_for_update(of=("self",), no_key=True)
        .select_related("site")
        .filter(session=session, registration__in=registrations)
        .order_by("pk")
    }
    pairs, conflicts = [], []
    for registration in registrations:
        row = rows.get(registration.pk) or Attendance(
            session=session, registration=registration, status=AttendanceStatus.UNRECORDED
        )
        status = wanted[registration.public_id]
        if row.status == status:
            continue
        if seen.get(registration.public_id, row.status) != row.status:
            conflicts.append(registration.person.name)
            continue
        pairs.append((row, status))
    return pairs, conflicts


def write_statuses(
    by: Any,
    pairs: list[tuple[Attendance, AttendanceStatus]],
    *,
    at: datetime | None,
    method: Method = Method.ROLL_CALL,
    sites: Mapping[int, Any] | None = None,
) -> None:
    """Change rows that are held, with their history: three statements for however many rows.

    `at` is when somebody came who is said to be there, and `sites` to which remote site by key of
    the registration, as far as nothing better is known.
    """
    new = [row for row, _status in pairs if row.pk is None]
    old = [row for row, _status in pairs if row.pk is not None]
    made_up = [row.pk for row in old if row.status == AttendanceStatus.MADE_UP]
    history: list[AttendanceChange] = []
    for row, status in pairs:
        site = row.site if row.status in ATTENDED else (sites or {}).get(row.registration_id)
        facts = {"by": by, "status": status, "method": method, "in_at": row.in_at or at}
        history.append(changed(row, site=site, **facts))
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(old, FIELDS)
    for before, (row, _status) in zip(history, pairs, strict=True):
        before.attendance = row  # its key is known only now
    AttendanceChange.objects.bulk_create(history)
    free_guests(made_up)
