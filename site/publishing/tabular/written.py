"""Workbooks that we give: the template to fill, and a person's own file with its errors marked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from publishing.spreadsheets import bytes_of, for_spreadsheet
from publishing.tabular.columns import Column
from publishing.tabular.tables import CellError, Table
from publishing.tabular.workbooks import MEGABYTE, MOST_BYTES, MOST_ROWS

BOLD, WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")
HEADING = PatternFill("solid", start_color="E8EDF3", end_color="E8EDF3")
WRONG = PatternFill("solid", start_color="F9D7D2", end_color="F9D7D2")
LISTED = 5_000  # rows of the template that have drop-down lists


def blank(table: Table, columns: Sequence[Column]) -> bytes:
    """The template: headings with drop-down lists, a sheet that explains, a hidden one of words."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(table.label)[:31]
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(1, index, heading(column))
        cell.font, cell.fill = BOLD, HEADING
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        # Text, so that Excel leaves 0012 and 13800138000 as they are typed.
        sheet.column_dimensions[letter].number_format = "@"
        if column.choices is not None:
            _add_list(sheet, lists, index, list(column.choices()))
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(_("How to fill it")), table, columns)
    return bytes_of(book)


def heading(column: Column) -> str:
    """The heading, with a star where a cell must be filled."""
    return f"{column.header}*" if column.required else str(column.header)


def _add_list(sheet: Any, lists: Any, index: int, words: list[str]) -> None:
    if not words:
        return
    for row, word in enumerate(words, start=1):
        lists.cell(row, index, for_spreadsheet(word))
    letter = get_column_letter(index)
    source = f"=lists!${letter}$1:${letter}${len(words)}"
    # Several words may stand in one cell of some columns: a hint, not a wall.
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}{LISTED}")
    sheet.add_data_validation(rule)


def _explain(sheet: Any, table: Table, columns: Sequence[Column]) -> None:
    sheet.append([str(table.explains)])
    sheet.append(
        [
            _("At most %(rows)s rows and %(size)s MB. Columns with a star must be filled.")
            % {"rows": MOST_ROWS, "size": MOST_BYTES // MEGABYTE}
        ]
    )
    sheet.append([_("An empty cell changes nothing. The same file brought twice changes nothing.")])
    sheet.append([])
    sheet.append([_("Column"), _("What stands there"), _("Example")])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = BOLD, HEADING
    for column in columns:
        sheet.append([heading(column), str(column.explains), for_spreadsheet(column.example)])
    for letter, width in zip("ABC", (26, 70, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            cell.alignment = WRAP


def marked(
    headings: Sequence[str],
    lines: Iterable[tuple[int, list[Any]]],
    errors: Iterable[CellError],
    mapping: dict[str, int],
) -> bytes:
    """The rows that have errors, as they were brought: cells coloured, words beside them.

    The first two columns are ours; brought again, they are left out like any unknown heading.
    """
    by_row: dict[int, list[CellError]] = defaultdict(list)
    for error in errors:
        by_row[error.row].append(error)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Errors"))
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["B"].width = 60
    sheet.append([_cell(sheet, word, HEADING) for word in (_("Row"), _("Errors"), *headings)])
    for number, line in lines:
        if number in by_row:
            sheet.append(_line(sheet, number, line, by_row[number], mapping))
    return bytes_of(book)


def _line(
    sheet: Any, number: int, line: list[Any], errors: list[CellError], mapping: dict[str, int]
) -> list[Any]:
    said = {mapping[error.column]: error.words for error in errors if error.column in mapping}
    cells = list(line) + [None] * (max(said, default=-1) + 1 - len(line))
    made = [
        _cell(sheet, cell, WRONG if index in said else None, said.get(index))
        for index, cell in enumerate(cells)
    ]
    words = " ".join(dict.fromkeys(error.words for error in errors))
    return [number, _cell(sheet, words), *made]


def _cell(sheet: Any, value: Any, fill: Any = None, comment: str | None = None) -> Any:
    cell = WriteOnlyCell(sheet, for_spreadsheet(value))
    if fill is not None:
        cell.fill = fill
    if comment:
        cell.comment = Comment(comment, "Yanxi")
    return cell
