"""A timetable brought as a table, where people see one already: all of it goes into the draft."""

from collections.abc import Sequence
from typing import Any

from courses.actions.steps import Step
from courses.enums import TimetableVerb
from courses.models import Cohort, TimetableVersion
from courses.planning.plans import Plan, plan_of
from events.enums import OfferingState
from events.incoming.timetable import TimetablePlan, plan_timetable
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.outcomes import ImportOutcome, refused, written
from publishing.tabular.tables import Findings, Row


def plans_in_draft(cohort: Cohort) -> bool:
    """Whether the public has seen a timetable, so that another is published and not just there."""
    if cohort.offering.state != OfferingState.DRAFT:
        return True
    return TimetableVersion.objects.filter(cohort=cohort).exists()


def examine_draft(cohort: Cohort, rows: Sequence[Row], by: Any) -> Findings:
    """What is wrong, and how many sessions of the draft would be new or changed."""
    return _brought(rows, plan_of(cohort)).findings


@action("courses.import_timetable")
def import_into_draft(*, by: Any, cohort: Cohort, rows: Sequence[Row]) -> Result:
    """Plan what the rows say as one step: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Nobody is told. What a session runs into is shown by the editor and judged when it is published.
    """
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.BRING, based_on=None)
    brought = _brought(rows, step.plan)
    findings = brought.findings
    if findings.errors:
        return refused(findings)
    entries = {id(entry.slot): entry for entry in step.plan.standing()}
    for slot in brought.slots:
        if slot.session is None:
            step.add(slot.values)
        elif slot.changes:
            step.set(entries[id(slot.session)], slot.changes)
    if not step.pairs():
        return written(findings)
    result = step.end(ImportOutcome.WRITTEN, findings=findings, **findings.counts)
    if not result.ok:
        findings.wrong(rows[0], "", result.message)
        return refused(findings)
    return result


def _brought(rows: Sequence[Row], plan: Plan) -> TimetablePlan:
    """The rows, looked up among what the draft says."""
    return plan_timetable(rows, {entry.key: entry.slot for entry in plan.standing()})
