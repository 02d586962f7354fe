"""Taking in attendance that another system recorded: all rows of a file or none."""

from collections.abc import Sequence
from typing import Any

from attendance.actions.changing import FIELDS, changed, free_guests
from attendance.enums import ATTENDED, AttendanceStatus, Method
from attendance.incoming.plan import Entry, plan_marks
from attendance.models import Attendance, AttendanceChange
from attendance.remote import expected_sites
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.outcomes import refused, written
from publishing.tabular.tables import Findings, Row
from registration.actions.moves import hold


def examine_marks(rows: Sequence[Row], offering: Offering) -> Findings:
    """What is wrong, and how many marks would be new or different; nothing is written."""
    return plan_marks(rows, offering).findings


@action("attendance.import_marks")
def import_marks(*, by: Any, offering: Offering, rows: Sequence[Row]) -> Result:
    """Set marks as the rows say: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Every change has a row of history with the method `import`; a row that says what is known
    already changes nothing. `details["findings"]` has counts and errors.
    """
    named = plan_marks(rows, offering)
    if named.findings.errors:
        return refused(named.findings)
    # Everybody, also where nothing would change: meanwhile it may.
    hold(named.named)
    # Once more, now that no desk marks anybody of them meanwhile.
    plan = plan_marks(rows, offering)
    if plan.findings.errors:
        return refused(plan.findings)
    _write(by, plan.entries)
    return written(plan.findings)


def _write(by: Any, entries: list[Entry]) -> None:
    """Three statements for however many marks, one more where some were made up elsewhere."""
    pairs, made_up = [], []
    people = [entry.registration for entry in entries]
    sites = expected_sites(entries[0].session, people) if entries else {}
    for entry in entries:
        row = entry.known or Attendance(session=entry.session, status=AttendanceStatus.UNRECORDED)
        row.registration = entry.registration
        if row.status == AttendanceStatus.MADE_UP != entry.status:
            made_up.append(row.pk)
        method = Method.IMPORT
        facts: dict[str, Any] = {"in_at": entry.in_at, "out_at": entry.out_at}
        if row.status not in ATTENDED:
            facts["site"] = sites.get(entry.registration.pk)
        before = changed(row, by=by, status=entry.status, method=method, **facts)
        pairs.append((before, row))
    Attendance.objects.bulk_create([row for _before, row in pairs if row.pk is None])
    Attendance.objects.bulk_update([entry.known for entry in entries if entry.known], FIELDS)
    for before, row in pairs:
        before.attendance = row  # its key is known only now
    AttendanceChange.objects.bulk_create([before for before, _row in pairs])
    free_guests(made_up)
