"""Attendance of an offering as XLSX: the matrix to read, and every mark in a row.

The rows have the columns of the import first: what comes back unchanged changes nothing.
"""

from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from attendance.enums import AttendanceStatus
from attendance.incoming.columns import COLUMNS
from attendance.matrix import Matrix
from attendance.models import Attendance
from events.listing import place_of
from publishing import dates
from publishing.figures import percent
from publishing.spreadsheets import for_spreadsheet
from publishing.tabular.written import HEADING, heading

BOLD = Font(bold=True)


def attendance_workbook(offering: Any, matrix: Matrix) -> bytes:
    """Both sheets. One statement besides those of the matrix."""
    book = Workbook(write_only=True)
    # An import reads the first sheet; whoever opens the file sees the matrix.
    _add_rows(book.create_sheet(_("Marks")), offering, matrix)
    _add_matrix(book.create_sheet(_("Matrix")), offering, matrix)
    book.active = 1
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _add_matrix(sheet: Any, offering: Any, matrix: Matrix) -> None:
    sheet.freeze_panes = "E6"
    for letter, width in zip("ABCD", (6, 12, 26, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    words = {status.value: str(status.label) for status in AttendanceStatus}
    sessions = [column.session for column in matrix.columns]
    sheet.append([for_spreadsheet(str(offering))])
    before: list[Any] = ["", "", "", ""]
    sheet.append([*before, *(dates.day(one.starts_at) for one in sessions)])
    sheet.append([*before, *(dates.half_day(one.starts_at) for one in sessions)])
    spans = [dates.hours_to(one.starts_at, one.ends_at) for one in sessions]
    sheet.append([*before, *spans])
    heads = [
        _("No."),
        pgettext("of a person", "Name"),
        _("Unit"),
        _("Post"),
        *(one.title for one in sessions),
    ]
    heads += [_("Sessions attended"), _("Sessions due"), _("Credit hours"), _("Attendance rate")]
    sheet.append([_head(sheet, word) for word in heads])
    for row in matrix.rows:
        who, tally = row.registration, row.tally
        unit = who.unit.name if who.unit else ""
        figures = [tally.met, tally.due, tally.hours, percent(tally.rate)]
        line = [row.line.number, who.person.name, unit, row.line.post]
        marks = [words[status] for status in row.statuses]
        sheet.append([for_spreadsheet(cell) for cell in (*line, *marks, *figures)])
    arrived = [column.arrived for column in matrix.columns]
    expected = [column.expected for column in matrix.columns]
    sheet.append(["", _("Here"), "", "", *arrived])
    sheet.append(["", _("Expected"), "", "", *expected])
    sheet.append(["", _("Rate of the session"), "", "", *(percent(c.rate) for c in matrix.columns)])


def _add_rows(sheet: Any, offering: Any, matrix: Matrix) -> None:
    more = [
        (_("Ends at"), 9), (_("Minutes"), 9), (_("Place"), 26), (_("Credit hours"), 9),
        (_("Marked by"), 20), (_("Who"), 12), (_("Marked at"), 18), (_("Companions"), 9),
    ]  # fmt: skip
    widths = [*(column.width for column in COLUMNS), *(width for _word, width in more)]
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "B2"
    heads = [*(heading(column) for column in COLUMNS), *(word for word, _width in more)]
    sheet.append([_head(sheet, word) for word in heads])
    found = Attendance.objects.filter(session__offering=offering).select_related("marked_by")
    marks = {(mark.registration_id, mark.session_id): mark for mark in found}
    said = [_said_of(column.session) for column in matrix.columns]
    for row in matrix.rows:
        for column, (session, after) in zip(matrix.columns, said, strict=True):
            mark = marks.get((row.registration.pk, column.session.pk))
            values = session | _said_of_person(row.registration) | _said_of_mark(column, mark)
            cells = [values.get(one.name) for one in COLUMNS]
            sheet.append([for_spreadsheet(cell) for cell in (*cells, *after, *_by_whom(mark))])


def _said_of(session: Any) -> tuple[dict[str, Any], list[Any]]:
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    values = {
        "session_title": session.title,
        "day": begins.date().isoformat(),
        "starts": dates.clock(begins),
        "session": session.public_id,
    }
    minutes = round((ends - begins).total_seconds() / 60)
    return values, [dates.clock(ends), minutes, str(place_of(session)), session.credit_hours]


def _said_of_person(registration: Any) -> dict[str, Any]:
    return {
        "name": registration.person.name,
        "number": registration.person.number or "",
        "unit": registration.unit.name if registration.unit else "",
        "registration": registration.public_id,
    }


def _said_of_mark(column: Any, mark: Any) -> dict[str, Any]:
    status = mark.status if mark else AttendanceStatus.UNRECORDED
    values = {"status": str(AttendanceStatus(status).label)}
    for name, at in (("came", mark and mark.in_at), ("left", mark and mark.out_at)):
        if at:
            same_day = dates.local_date(at) == dates.local_date(column.session.starts_at)
            local = timezone.localtime(at)
            values[name] = dates.clock(at) if same_day else f"{local:%Y-%m-%d %H:%M}"
    return values


def _by_whom(mark: Any) -> list[Any]:
    if mark is None:
        return ["", "", None, None]
    by = mark.marked_by.name if mark.marked_by else ""
    return [mark.get_method_display(), by, mark.marked_at, mark.companions]


def _head(sheet: Any, word: Any) -> Any:
    cell = WriteOnlyCell(sheet, for_spreadsheet(str(word)))
    cell.font, cell.fill = BOLD, HEADING
    return cell
