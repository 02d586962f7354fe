"""The timetable of an offering as XLSX: what comes back through the import changes nothing."""

from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from events.incoming.timetable_columns import COLUMNS
from events.models import Session
from publishing import dates
from publishing.spreadsheets import for_spreadsheet
from publishing.tabular.written import HEADING, heading

BOLD = Font(bold=True)


def timetable_workbook(offering: Any) -> bytes:
    """One row for each session that is held, in the columns of the import. Two queries."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Timetable")
    for index, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, index, heading(column))
        cell.font, cell.fill = BOLD, PatternFill("solid", start_color=HEADING.start_color.rgb)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sessions = Session.objects.held().filter(offering=offering).with_places()
    for session in sessions.select_related("venue", "topic__provider"):
        sheet.append([for_spreadsheet(cell) for cell in _row(session)])
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _row(session: Session) -> list[Any]:
    values = {
        "day": dates.local_date(session.starts_at),
        "starts": timezone.localtime(session.starts_at).time(),
        "ends": timezone.localtime(session.ends_at).time(),
        "title": session.title,
        "title_en": session.title_en,
        "topic": _topic(session),
        "form": session.get_form_display(),
        "speaker": session.speaker.name if session.speaker else "",
        "venue": session.venue.name if session.venue else "",
        "teaching_point": session.teaching_point.name if session.teaching_point else "",
        "place_note": session.place_note,
        "credit_hours": session.credit_hours,
        "session": session.public_id,
    }
    return [values[column.name] for column in COLUMNS]


def _topic(session: Session) -> str:
    topic = session.topic
    if topic is None:
        return ""
    return f"{topic.provider.name} · {topic.title}" if topic.provider else topic.title
