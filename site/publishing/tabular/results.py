"""How the action of a table ends."""

from typing import Any

from kernel.outcomes import Result
from publishing.tabular.outcomes import ImportOutcome
from publishing.tabular.tables import Findings


def refused(findings: Findings, record: Any = None) -> Result:
    """HAS_ERRORS: nothing has been written."""
    details = {"count": len(findings.errors), "findings": findings}
    return Result(ImportOutcome.HAS_ERRORS, record, details)


def written(findings: Findings, record: Any = None) -> Result:
    """WRITTEN, or NOTHING_TO_WRITE when every row was in the records already."""
    counts = findings.counts
    is_same = not findings.new and not findings.changed
    outcome = ImportOutcome.NOTHING_TO_WRITE if is_same else ImportOutcome.WRITTEN
    return Result(outcome, record, counts | {"findings": findings, "changes": counts})
