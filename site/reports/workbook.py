"""A report as a workbook: figures with definitions, participants, who owes what.

What people typed is written as text and marked as such: a name that begins like a formula stays a
name, here and in whatever the file is copied into.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from publishing.languages import between, text
from publishing.spreadsheets import bytes_of, neutral
from reports.definitions import Figure
from reports.participants import Debts, Participant

MOMENT, PERCENT = "yyyy-mm-dd hh:mm", "0.0%"
A4, LANDSCAPE = 9, "landscape"


def workbook_of(
    offering: Any,
    *,
    figures: Iterable[Figure],
    participants: Iterable[Participant],
    debts: Iterable[Debts],
) -> bytes:
    """The file; times are those of the site's clock."""
    book = Workbook()
    _fill_figures(book.active, offering, figures)
    _fill_participants(book.create_sheet(), participants)
    _fill_debts(book.create_sheet(), debts)
    return bytes_of(book)


def _fill_figures(sheet: Any, offering: Any, figures: Iterable[Figure]) -> None:
    title = between().join(filter(None, (text(offering, "page_title"), text(offering, "label"))))
    sheet.title = pgettext("sheet of a workbook", "Figures")
    rows = [
        [gettext("Activity"), title],
        [gettext("Lead unit"), text(offering.lead_unit, "name")],
        [gettext("State"), offering.get_state_display()],
        [gettext("First session"), offering.starts_at],
        [gettext("As of"), timezone.now()],
        [],
    ]
    for row in rows:
        _append(sheet, row)
    _head(
        sheet, [gettext("Figure"), gettext("Value"), gettext("Counted in"), gettext("Definition")]
    )
    for figure in figures:
        value = "—" if figure.value is None else figure.value
        _append(sheet, [figure.name, value, figure.unit, figure.definition])
        if figure.key == "attendance_rate" and figure.value is not None:
            sheet.cell(sheet.max_row, 2).number_format = PERCENT
    _lay_out(sheet, [18, 28, 12, 80])
    sheet.freeze_panes = None


def _fill_participants(sheet: Any, participants: Iterable[Participant]) -> None:
    sheet.title = gettext("Participants")
    _head(
        sheet,
        [
            gettext("Unit"),
            pgettext("of a person", "Name"),
            gettext("State"),
            gettext("State since"),
            gettext("Sessions attended"),
            gettext("Credit hours"),
        ],
    )
    for row in participants:
        registration = row.registration
        _append(
            sheet,
            [
                text(registration.unit, "name"),
                registration.person.name,
                registration.get_state_display(),
                registration.changed_at,
                row.sessions,
                row.hours,
            ],
        )
    _lay_out(sheet, [32, 16, 16, 18, 12, 12])


def _fill_debts(sheet: Any, debts: Iterable[Debts]) -> None:
    sheet.title = gettext("Essays owed")
    words = [
        gettext("Unit"),
        pgettext("of a person", "Name"),
        gettext("Task"),
        gettext("State"),
        gettext("Due"),
    ]
    _head(sheet, words)
    for unit in debts:
        for row in unit.rows:
            state = row.essay.get_state_display() if row.essay else gettext("not begun")
            _append(
                sheet,
                [
                    text(unit.unit, "name"),
                    row.person.name,
                    text(row.task, "title"),
                    state,
                    row.deadline.due_at,
                ],
            )
    _lay_out(sheet, [32, 16, 32, 16, 18])


def _head(sheet: Any, words: list[str]) -> None:
    _append(sheet, words)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    sheet.print_title_rows = f"{sheet.max_row}:{sheet.max_row}"


def _append(sheet: Any, values: list[Any]) -> None:
    sheet.append([_plain(value) for value in values])
    for cell, value in zip(sheet[sheet.max_row], values, strict=False):
        if isinstance(cell.value, str):
            cell.data_type = "s"  # whatever it begins with
        if isinstance(value, datetime):
            cell.number_format = MOMENT


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | Decimal):
        return value
    return neutral(str(value))


def _lay_out(sheet: Any, widths: list[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
