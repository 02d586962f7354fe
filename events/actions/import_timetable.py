"""Writing a timetable that was brought as a table: all of it or nothing, by the room's verbs."""

from collections.abc import Sequence
from typing import Any

from events.actions.edit_session import edit_session
from events.actions.locks import lock_offering
from events.actions.sessions import add_session, move_session
from events.incoming.timetable import PLACE, TEXTS, Slot, plan_timetable
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.results import refused, written
from publishing.tabular.tables import Row


@action("events.import_timetable")
def import_timetable(*, by: Any, offering: Offering, rows: Sequence[Row]) -> Result:
    """Add and change sessions as the rows say: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Whoever is registered is told of each session that moves. `details["findings"]` has counts and
    errors; sessions that no row speaks of stay.
    """
    offering = lock_offering(offering)
    plan = plan_timetable(rows, offering)
    if plan.findings.errors:
        return refused(plan.findings, offering)
    for slot in plan.slots:
        if slot.session is None:
            add_session(by=by, offering=offering, **slot.values)
        else:
            _change(by, slot)
    return written(plan.findings, offering)


def _change(by: Any, slot: Slot) -> None:
    """Time and place are moved, the rest is corrected."""
    changes = slot.changes
    if place := {name: value for name, value in changes.items() if name in PLACE}:
        move_session(by=by, session=slot.session, **place)  # type: ignore[arg-type]
    if texts := {name: value for name, value in changes.items() if name in TEXTS}:
        edit_session(by=by, session=slot.session, values=texts)  # type: ignore[arg-type]
