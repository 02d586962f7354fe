"""Attendance of an offering as XLSX: the matrix to read, and every mark in a row.

The rows have the columns of the import first: what comes back unchanged changes nothing.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from attendance.enums import AttendanceStatus, Method
from attendance.incoming.columns import COLUMNS
from attendance.matrix import Matrix
from attendance.models import Attendance
from events.listing import place_of
from publishing import dates
from publishing.figures import percent
from publishing.languages import text
from publishing.spreadsheets import bytes_of, for_spreadsheet
from publishing.tabular.written import HEADING, heading

BOLD = Font(bold=True)


def attendance_workbook(offering: Any, matrix: Matrix) -> bytes:
    """Both sheets. One statement besides those of the matrix."""
    book = Workbook(write_only=True)
    # An import reads the first sheet; whoever opens the file sees the matrix.
    _add_rows(book.create_sheet(_("Marks")), offering, matrix)
    _add_matrix(book.create_sheet(_("Matrix")), offering, matrix)
    book.active = 1
    return bytes_of(book)


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
        *(text(one, "title") for one in sessions),
    ]
    heads += [_("Sessions attended"), _("Sessions due")]
    heads += [_("Credit hours attended"), _("Credit hours due"), _("Attendance rate")]
    sheet.append([_head(sheet, word) for word in heads])
    for row in matrix.rows:
        who, tally = row.registration, row.tally
        unit = text(who.unit, "name")
        figures = [tally.met, tally.due, tally.hours, tally.hours_due, percent(tally.rate)]
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
        (pgettext("remote sites", "Site"), 16),
    ]  # fmt: skip
    widths = [*(column.width for column in COLUMNS), *(width for _word, width in more)]
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "B2"
    heads = [*(heading(column) for column in COLUMNS), *(word for word, _width in more)]
    sheet.append([_head(sheet, word) for word in heads])
    found = Attendance.objects.filter(session__offering=offering).select_related(
        "marked_by", "site"
    )
    marks = {(mark.registration_id, mark.session_id): mark for mark in found}
    said = [(one.session, *_said_of(one.session)) for one in matrix.columns]
    words = Words()
    names = [column.name for column in COLUMNS]
    for row in matrix.rows:
        who = _said_of_person(row.registration)
        for session, before, after in said:
            mark = marks.get((row.registration.pk, session.pk))
            values = before | who | words.of(session, mark)
            sheet.append([*(values.get(name) for name in names), *after, *words.by_whom(mark)])


class Words:
    """Words of marks, looked up once: a sheet has thousands of rows."""

    def __init__(self) -> None:
        self.statuses = {one.value: str(one.label) for one in AttendanceStatus}
        self.methods = {one.value: str(one.label) for one in Method}

    def of(self, session: Any, mark: Any) -> dict[str, Any]:
        """What the columns of the import say of a mark."""
        if mark is None:
            return {"status": self.statuses[AttendanceStatus.UNRECORDED]}
        values = {"status": self.statuses[mark.status]}
        for name, at in (("came", mark.in_at), ("left", mark.out_at)):
            if at:
                local = timezone.localtime(at)
                same_day = local.date() == dates.local_date(session.starts_at)
                values[name] = f"{local:%H:%M}" if same_day else f"{local:%Y-%m-%d %H:%M}"
        return values

    def by_whom(self, mark: Any) -> list[Any]:
        """How a mark came about, by whom, when, how many came along, at which remote site."""
        if mark is None:
            return ["", "", None, None, ""]
        by = for_spreadsheet(mark.marked_by.name) if mark.marked_by else ""
        at = f"{timezone.localtime(mark.marked_at):%Y-%m-%d %H:%M:%S}"
        site = for_spreadsheet(mark.site.name) if mark.site else ""
        return [self.methods[mark.method], by, at, mark.companions, site]


def _said_of(session: Any) -> tuple[dict[str, Any], list[Any]]:
    """What the columns of the import say of a session, and what a reader asks besides."""
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    values = {
        "session_title": for_spreadsheet(session.title),
        "day": begins.date().isoformat(),
        "starts": dates.clock(begins),
        "session": session.public_id,
    }
    minutes = round((ends - begins).total_seconds() / 60)
    place = for_spreadsheet(str(place_of(session)))
    return values, [dates.clock(ends), minutes, place, session.credit_hours]


def _said_of_person(registration: Any) -> dict[str, Any]:
    unit = registration.unit.name if registration.unit else ""
    values = {
        "name": registration.person.name,
        "number": registration.person.number or "",
        "unit": unit,
        "registration": registration.public_id,
    }
    return {name: for_spreadsheet(value) for name, value in values.items()}


def _head(sheet: Any, word: Any) -> Any:
    cell = WriteOnlyCell(sheet, for_spreadsheet(str(word)))
    cell.font, cell.fill = BOLD, HEADING
    return cell
