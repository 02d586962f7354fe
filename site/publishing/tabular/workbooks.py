"""Reading an XLSX file that anybody may have made: limits first, then its rows.

A workbook is a ZIP archive of XML. What it unpacks to is known from its directory before a byte is
unpacked, and `zipfile` gives no more than the directory says; entities are refused by defusedxml.
"""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from publishing.tabular.columns import Column, as_text
from publishing.tabular.tables import guess

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 120 * MEGABYTE
MOST_PARTS = 1000
MOST_ROWS = 20_000
MOST_COLUMNS = 80
# Blank rows between filled ones cost time, too: a sheet formatted to its very end has a million.
MOST_LINES = 100_000
HEAD_WITHIN = 15  # a title or two may stand above the headings
LONGEST_CELL = 2_000
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
# What defusedxml raises for entities is a ValueError, what zipfile does for unknown packing a
# RuntimeError.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, KeyError, ValueError, IndexError),
    *(TypeError, AttributeError, SyntaxError, EOFError, RuntimeError),
)
ENCRYPTED = 0x1


class Unreadable(Exception):
    """A file that is not taken; its words say why and what to do."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = str(words)


@dataclass(frozen=True)
class Head:
    """Where the headings stand (row, from 1), what they are, and how many rows are filled below."""

    row: int
    headings: list[str]
    filled: int


def read_head(file: Any, columns: Sequence[Column]) -> Head:
    """The headings of the first sheet: the row, among the first, that has most of `columns`."""
    with _sheet(file) as sheet:
        lines = islice(_lines(sheet), HEAD_WITHIN)
        tops = [(number, [as_text(cell) for cell in line]) for number, line in lines if any(line)]
        if not tops:
            raise Unreadable(_("The first sheet of this workbook is empty."))
        row, headings = max(tops, key=lambda top: len(guess(columns, top[1])))
    while headings and not headings[-1]:
        headings.pop()
    filled = sum(1 for _line in read_lines(file, row))
    if not filled:
        raise Unreadable(_("There is no row below the headings."))
    return Head(row, headings, filled)


def read_lines(file: Any, head: int) -> Iterator[tuple[int, list[Any]]]:
    """Every filled row below the headings with its number in the sheet; None for empty cells."""
    with _sheet(file) as sheet:
        filled = 0
        for number, line in _lines(sheet):
            if number <= head or not any(cell is not None for cell in line):
                continue
            filled += 1
            if filled > MOST_ROWS:
                raise Unreadable(
                    _("The sheet has more than %(most)s rows. Divide it into several files.")
                    % {"most": MOST_ROWS}
                )
            yield number, line


def _lines(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    for number, line in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_LINES:
            raise Unreadable(
                _("The sheet goes on for more than %(most)s rows. Delete the empty ones below.")
                % {"most": MOST_LINES}
            )
        yield number, [_cell(cell) for cell in line[:MOST_COLUMNS]]


def _cell(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return cell[:LONGEST_CELL].strip() or None


@contextmanager
def _sheet(file: Any) -> Iterator[Any]:
    judge(file)
    book = None
    try:
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a program wrote there is often wrong
        yield sheet
    except Unreadable:
        raise
    except BROKEN as error:
        raise Unreadable(
            _("This workbook is damaged. Open it in Excel or WPS and save it again as XLSX.")
        ) from error
    finally:
        if book is not None:
            book.close()


def judge(file: Any) -> None:
    """Raise Unreadable for what is no workbook, or larger than we take."""
    if file.size > MOST_BYTES:
        raise Unreadable(
            _("The file is larger than %(most)s MB. Remove pictures, or divide it.")
            % {"most": MOST_BYTES // MEGABYTE}
        )
    file.seek(0)
    is_locked = file.read(4) == OLD_OR_LOCKED
    try:
        parts = [] if is_locked else zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(
            _("This is not an XLSX workbook. Choose “Save as”, then XLSX, in Excel or WPS.")
        ) from error
    if is_locked or any(part.flag_bits & ENCRYPTED for part in parts):
        raise Unreadable(
            _("This is an old XLS file or one with a password. Save it as XLSX without a password.")
        )
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise Unreadable(
            _("This is not an XLSX workbook. Choose “Save as”, then XLSX, in Excel or WPS.")
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("This workbook holds macros. Save it as XLSX, which holds none."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(
            _("Unpacked, this file is larger than %(most)s MB. Copy the rows into a new workbook.")
            % {"most": MOST_UNPACKED // MEGABYTE}
        )
