"""What is held about a person as people read it: on a page, and as a file to take away.

The file is a ZIP with the same three times: `data.json` for programs, `data.html` for a browser
without this site, `data.xlsx` for a spreadsheet.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import dateparse, timezone, translation
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from kernel import privacy
from kernel.models import AuditRow, DataExport
from kernel.outbox import GiveUp, handler
from kernel.own_data import BUILD, keep_copy
from portal.audit_words import act_name
from publishing.spreadsheets import bytes_of, for_spreadsheet

# What a sheet's name may not hold, and how long it may be.
FORBIDDEN, SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " ")), 31
WIDTH = 24


@dataclass(frozen=True)
class Held:
    """One section for a reader: headings, and rows whose values stand in their order."""

    title: str
    headings: list[str]
    rows: list[list[Any]]
    more: bool
    fate: str

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """What a single row says, heading by heading; empty where there are several rows."""
        return list(zip(self.headings, self.rows[0], strict=True)) if len(self.rows) == 1 else []


def held_by(person: Any, limit: int | None = None) -> list[Held]:
    """Every section that has rows, with at most `limit` of them."""
    found = [_held(section, person, limit) for section in privacy.sections().values()]
    return [one for one in found if one.rows]


def _held(section: privacy.Section, person: Any, limit: int | None) -> Held:
    rows: Iterable[Any] = section.rows(person)
    if limit is not None:
        rows = rows[: limit + 1] if isinstance(rows, QuerySet) else islice(rows, limit + 1)
    listed = list(rows)
    shown = listed if limit is None else listed[:limit]
    return Held(
        title=str(section.title),
        headings=list(section.headings().values()),
        rows=[
            [readable(path, privacy.plain(row, path)) for path in section.columns] for row in shown
        ],
        more=len(listed) > len(shown),
        fate=str(section.fate),
    )


def readable(path: str, value: Any) -> Any:
    """A value of the export in words: local times, yes and no, actions by their names."""
    if path == "action":
        return act_name(value)
    if value == AuditRow.ERASED:
        return gettext("removed")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if path.endswith("_at") or path in {"at", "timestamp", "last_login", "date_joined"}:
        moment = dateparse.parse_datetime(value) if value else None
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else value
    return value


def archive_of(person: Any) -> bytes:
    """The ZIP, in the person's language."""
    with translation.override(person.language):
        held = held_by(person)
        made = timezone.localtime()
        facts = {"person": str(person), "made": made.isoformat(timespec="seconds")}
        sections = privacy.sections()
        document = facts | {
            "data": privacy.export_all(person),
            "headings": {name: section.headings() for name, section in sections.items()},
        }
        page = render_to_string(
            "portal/copy.html",
            {"held": held, "person": person, "made": made.strftime("%Y-%m-%d %H:%M")},
        )
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(document, ensure_ascii=False, indent=2))
            archive.writestr("data.html", page)
            archive.writestr("data.xlsx", _workbook(held))
    return out.getvalue()


def _workbook(held: list[Held]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, one in enumerate(held, 1):
        title = f"{number} {one.title}".translate(FORBIDDEN)[:SHEET_NAME]
        sheet = book.create_sheet(title)
        sheet.append([for_spreadsheet(heading) for heading in one.headings])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = WIDTH
        for row in one.rows:
            sheet.append([for_spreadsheet(value) for value in row])
            for cell in sheet[sheet.max_row]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"
    return bytes_of(book)


@handler(BUILD)
def build_copy(payload: dict[str, Any]) -> None:
    """Make the copy that was asked for, once."""
    copy = DataExport.objects.filter(public_id=payload["copy"]).first()
    if copy is None:
        raise GiveUp("the copy is not wanted any more")
    if not copy.file:
        person = get_user_model().objects.get(pk=copy.person_id)
        keep_copy(by=None, copy=copy, content=archive_of(person))
