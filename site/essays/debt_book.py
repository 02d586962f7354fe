"""Who still owes an essay, as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext
from openpyxl import Workbook
from openpyxl.styles import Font

from essays.duties import Debt
from publishing.languages import text
from publishing.spreadsheets import bytes_of, for_spreadsheet

WIDTHS = (32, 16, 32, 18, 20, 10)


def book_of(title: str, debts: Iterable[Debt]) -> bytes:
    """The file under a title: a line for each person and task, in the order of `debts`."""
    book = Workbook()
    sheet = book.active
    sheet.title = gettext("Essays owed")
    sheet.append([for_spreadsheet(title)])
    heads = (
        gettext("Unit"),
        pgettext("of a person", "Name"),
        gettext("Task"),
        gettext("State"),
        gettext("Due"),
        gettext("Overdue"),
    )
    sheet.append(list(heads))
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A3"
    for debt in debts:
        state = debt.essay.get_state_display() if debt.essay else gettext("not begun")
        late = gettext("yes") if debt.is_overdue else ""
        unit, task = text(debt.unit, "name"), text(debt.task, "title")
        values = (unit, debt.person.name, task, state, debt.deadline.due_at, late)
        sheet.append([for_spreadsheet(value) for value in values])
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    return bytes_of(book)
