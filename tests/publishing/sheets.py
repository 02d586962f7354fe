"""Workbooks as people bring them."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook


def workbook(rows: list[list[Any]], name: str = "名单.xlsx") -> SimpleUploadedFile:
    """A workbook whose first sheet has `rows`."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def with_part(file: SimpleUploadedFile, name: str, content: bytes) -> SimpleUploadedFile:
    """The same with one part added or replaced."""
    file.seek(0)
    buffer = BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return SimpleUploadedFile(file.name, buffer.getvalue())
