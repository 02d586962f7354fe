"""From the lines of a sheet to rows of values, with every cell that cannot be understood."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from publishing.tabular.columns import BadCell, Column
from publishing.tabular.tables import CellError, Row


def parse_lines(
    lines: Iterable[tuple[int, list[Any]]], columns: Sequence[Column], mapping: dict[str, int]
) -> Iterator[tuple[Row, list[CellError]]]:
    """Each line as a row, with its errors; a bad cell counts as empty in the row."""
    used = [column for column in columns if column.name in mapping]
    for number, line in lines:
        values: dict[str, Any] = {}
        errors: list[CellError] = []
        for column in used:
            index = mapping[column.name]
            cell = line[index] if index < len(line) else None
            try:
                values[column.name] = _value(column, cell)
            except BadCell as bad:
                values[column.name] = None
                errors.append(CellError(number, column.name, str(bad)))
        yield Row(number, values), errors


def _value(column: Column, cell: Any) -> Any:
    if cell is None or cell == "":
        if column.required:
            raise BadCell(_("This cell must be filled."))
        return None
    return column.parse(cell)


def missing(columns: Sequence[Column], mapping: dict[str, int]) -> list[Column]:
    """Required columns that no heading has been chosen for."""
    return [column for column in columns if column.required and column.name not in mapping]
