"""What people typed, as a spreadsheet may hold it; and a workbook as a file."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.encoding import force_str
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """`text` as a file can hold it, led by an apostrophe where it begins like a formula.

    The apostrophe keeps it text even when somebody saves the sheet as CSV and opens that.
    """
    kept = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{kept}" if kept.startswith(FORMULA) else kept


def for_spreadsheet(value: Any) -> Any:
    """A value as a cell takes it: numbers, local times, and neutral text."""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    return neutral(force_str(value))


def bytes_of(book: Workbook) -> bytes:
    """A workbook as a file."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
