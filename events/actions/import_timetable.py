"""Writing a timetable that was brought as a table: all of it or nothing, by the room's verbs."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from events import changes
from events.actions.locks import lock_offering
from events.actions.rewrite import rewrite_sessions
from events.actions.sessions import add_session
from events.incoming.timetable import TimetablePlan, plan_timetable, sessions_by_number
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.outcomes import refused, written
from publishing.tabular.tables import Findings, Row


class _Undone(Exception):
    """Takes back what has been written."""


def examine_timetable(rows: Sequence[Row], offering: Offering, by: Any) -> Findings:
    """What is wrong and how many would be new or changed: it is done, looked at, and undone."""
    plan = plan_timetable(rows, sessions_by_number(offering))
    if not plan.findings.errors:
        _write_or_undo(plan, offering, by=by, is_meant=False)
    return plan.findings


@action("events.import_timetable")
def import_timetable(*, by: Any, offering: Offering, rows: Sequence[Row]) -> Result:
    """Add and change sessions as the rows say: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Whoever is registered is told once of all sessions that change and once of all new ones.
    `details["findings"]` has counts and errors; sessions that no row speaks of stay.
    """
    offering = lock_offering(offering)
    plan = plan_timetable(rows, sessions_by_number(offering))
    if not plan.findings.errors:
        _write_or_undo(plan, offering, by=by, is_meant=True)
    return refused(plan.findings) if plan.findings.errors else written(plan.findings)


def _write_or_undo(plan: TimetablePlan, offering: Offering, *, by: Any, is_meant: bool) -> None:
    """Write every row; a refusal (a room is taken) is an error of its row, and nothing stays."""
    try:
        with transaction.atomic():
            _rewrite(plan, offering, by)
            if not plan.findings.errors:
                _add(plan, offering, by)
            if plan.findings.errors or not is_meant:
                raise _Undone
    except _Undone:
        return


def _rewrite(plan: TimetablePlan, offering: Offering, by: Any) -> None:
    """Change what is there as one act: rows may trade hours, and people are told once."""
    wanted = [(slot.session, slot.changes) for slot in plan.slots if slot.session and slot.changes]
    if not wanted:
        return
    result = rewrite_sessions(by=by, offering=offering, wanted=wanted)
    if not result.ok:
        rows = {slot.session: slot.row for slot in plan.slots if slot.session}
        blamed = getattr(result.record, "session", result.record)  # its bus or itself
        plan.findings.wrong(rows.get(blamed) or rows[wanted[0][0]], "", result.message)


def _add(plan: TimetablePlan, offering: Offering, by: Any) -> None:
    """Add the new ones, each beside what stands by then; people are told once."""
    added = []
    for slot in plan.slots:
        if slot.session is None:
            result = add_session(by=by, offering=offering, is_told=False, **slot.values)
            if result.ok:
                added.append(result.record)
            else:
                plan.findings.wrong(slot.row, "", result.message)
    if added:
        added.sort(key=lambda session: session.starts_at)
        changes.tell(changes.SessionsAdded(offering=offering, sessions=added, by=by))
