"""Writing a timetable that was brought as a table: all of it or nothing, by the room's verbs."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from events.actions.edit_session import edit_session
from events.actions.locks import lock_offering
from events.actions.sessions import add_session, move_session
from events.incoming.timetable import PLACE, TEXTS, Slot, TimetablePlan, plan_timetable
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.outcomes import refused, written
from publishing.tabular.tables import Findings, Row


class _Undone(Exception):
    """Takes back what has been written."""


def examine_timetable(rows: Sequence[Row], offering: Offering, by: Any) -> Findings:
    """What is wrong and how many would be new or changed: it is done, looked at, and undone."""
    plan = plan_timetable(rows, offering)
    if not plan.findings.errors:
        _write_or_undo(plan, offering, by=by, is_meant=False)
    return plan.findings


@action("events.import_timetable")
def import_timetable(*, by: Any, offering: Offering, rows: Sequence[Row]) -> Result:
    """Add and change sessions as the rows say: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Whoever is registered is told of each session that moves. `details["findings"]` has counts and
    errors; sessions that no row speaks of stay.
    """
    offering = lock_offering(offering)
    plan = plan_timetable(rows, offering)
    if not plan.findings.errors:
        _write_or_undo(plan, offering, by=by, is_meant=True)
    return refused(plan.findings) if plan.findings.errors else written(plan.findings)


def _write_or_undo(plan: TimetablePlan, offering: Offering, *, by: Any, is_meant: bool) -> None:
    """Write every row; a refusal (a room is taken) is an error of its row, and nothing stays."""
    try:
        with transaction.atomic():
            for slot in plan.slots:
                no = next((one for one in _write(slot, offering, by) if not one.ok), None)
                if no is not None:
                    plan.findings.wrong(slot.row, "", no.message)
            if plan.findings.errors or not is_meant:
                raise _Undone
    except _Undone:
        return


def _write(slot: Slot, offering: Offering, by: Any) -> list[Result]:
    """A new session is added; of one that is there, time and place move, the rest is corrected."""
    session = slot.session
    if session is None:
        return [add_session(by=by, offering=offering, **slot.values)]
    changes, results = slot.changes, []
    if place := {name: value for name, value in changes.items() if name in PLACE}:
        results.append(move_session(by=by, session=session, **place))
    if texts := {name: value for name, value in changes.items() if name in TEXTS}:
        results.append(edit_session(by=by, session=session, values=texts))
    return results
