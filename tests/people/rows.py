"""Rows of people as an import reads them."""

from typing import Any

from publishing.tabular.tables import Row


def rows_of(*values: dict[str, Any]) -> list[Row]:
    """Rows from the second line on."""
    return [Row(number, dict(row)) for number, row in enumerate(values, start=2)]


def wrong(findings: Any) -> list[tuple[int, str]]:
    """Row and column of each error, in order."""
    return [(error.row, error.column) for error in findings.errors]
