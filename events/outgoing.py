"""Timetables and stops of tours as XLSX: what comes back through the import changes nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from events.enums import OfferingState
from events.incoming.columns import stop_columns
from events.incoming.timetable_columns import COLUMNS
from events.models import Session
from publishing import dates
from publishing.spreadsheets import bytes_of, for_spreadsheet
from publishing.tabular.columns import Column
from publishing.tabular.written import HEADING, heading

BOLD = Font(bold=True)


def timetable_workbook(offering: Any) -> bytes:
    """One row for each session that is held, in the columns of the import. Two queries."""
    sessions = Session.objects.held().filter(offering=offering).with_places()
    rows = sessions.select_related("venue", "topic__provider")
    return _workbook(_("Timetable"), COLUMNS, map(_slot, rows))


def stops_workbook(page: Any, offerings: Any, by: Any) -> bytes:
    """One row for each of a page's `offerings` that has a session, told by the first of them.

    In the columns of the import; cancelled ones are left out. A constant number of queries.
    """
    stops = offerings.exclude(state=OfferingState.CANCELLED)
    held = Session.objects.held().select_related("venue", "teaching_point", "speaker")
    rows = stops.select_related("lead_unit", "team").prefetch_related(
        "pools", "team__members__speaker", Prefetch("sessions", held, to_attr="in_order")
    )
    listed = sorted((row for row in rows if row.in_order), key=lambda r: r.in_order[0].starts_at)
    return _workbook(_("Stops of a tour"), stop_columns(by), (_stop(page, row) for row in listed))


def _workbook(title: str, columns: Sequence[Column], rows: Iterable[dict[str, Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(1, index, heading(column))
        cell.font, cell.fill = BOLD, PatternFill("solid", start_color=HEADING.start_color.rgb)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    for values in rows:
        sheet.append([for_spreadsheet(values[column.name]) for column in columns])
    sheet.freeze_panes = "A2"
    return bytes_of(book)


def _stop(page: Any, offering: Any) -> dict[str, Any]:
    session = offering.in_order[0]
    general = next((pool for pool in offering.pools.all() if pool.unit_id is None), None)
    return _hours(session) | {
        "tour": page.title,
        "number": offering.number or "",
        "on": dates.local_date(session.starts_at),
        "lead_unit": offering.lead_unit.name,
        "point": session.teaching_point.name if session.teaching_point else "",
        "speaker": _invited(offering, session),
        "team": offering.team.name if offering.team else "",
        "audience": offering.audience,
        "places": general.capacity if general else "",
        "label": offering.label,
    }


def _invited(offering: Any, session: Session) -> str:
    """The first speaker by name; empty for a member of the team, who comes with it."""
    if session.speaker is None or (offering.team and session.speaker in offering.team.speakers()):
        return ""
    return session.speaker.name


def _hours(session: Session) -> dict[str, Any]:
    """What rows of both tables say."""
    return {
        "starts": timezone.localtime(session.starts_at).time(),
        "ends": timezone.localtime(session.ends_at).time(),
        "title": session.title,
        "venue": session.venue.name if session.venue else "",
        "place_note": session.place_note,
        "credit_hours": session.credit_hours,
    }


def _slot(session: Session) -> dict[str, Any]:
    return _hours(session) | {
        "day": dates.local_date(session.starts_at),
        "title_en": session.title_en,
        "topic": _topic(session),
        "form": session.get_form_display(),
        "speaker": session.speaker.name if session.speaker else "",
        "teaching_point": session.teaching_point.name if session.teaching_point else "",
        "session": session.public_id,
    }


def _topic(session: Session) -> str:
    topic = session.topic
    if topic is None:
        return ""
    return f"{topic.provider.name} · {topic.title}" if topic.provider else topic.title
