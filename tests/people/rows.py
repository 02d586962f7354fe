"""Rows of people as an import reads them."""

from typing import Any

from people.actions import import_people
from publishing.tabular.tables import Row


def rows_of(*values: dict[str, Any]) -> list[Row]:
    """Rows from the second line on."""
    return [Row(number, dict(row)) for number, row in enumerate(values, start=2)]


def wrong(findings: Any) -> list[tuple[int, str]]:
    """Row and column of each error, in order."""
    return [(error.row, error.column) for error in findings.errors]


def bring(by: Any, *values: dict[str, Any]) -> Any:
    """Import the rows; the outcome's code and the counts, or where the errors are."""
    result = import_people(by=by, rows=rows_of(*values))
    findings = result.details["findings"]
    if not result.ok:
        return wrong(findings)
    return result.outcome.code, findings.new, findings.changed, findings.same
