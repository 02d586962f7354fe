"""Kinds of files, told by their first bytes; the name that somebody gave says nothing."""

from dataclasses import dataclass
from typing import BinaryIO

import filetype

from publishing.recordings import SOUND, VIDEO

HEAD = 8192
OFFICE_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
MARKUP = (b"<svg", b"<html", b"<!doctype", b"<script", b"<?xml", b"<iframe", b"<body")


@dataclass(frozen=True)
class Kind:
    """One kind of file: its extension and its media type."""

    extension: str
    content_type: str


OFFICE = "application/vnd.openxmlformats-officedocument."
PICTURES = {
    kind.extension: kind
    for kind in (
        Kind("jpg", "image/jpeg"),
        Kind("png", "image/png"),
        Kind("webp", "image/webp"),
        Kind("avif", "image/avif"),
    )
}
DOCUMENTS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf"),
        Kind("docx", f"{OFFICE}wordprocessingml.document"),
        Kind("xlsx", f"{OFFICE}spreadsheetml.sheet"),
        Kind("pptx", f"{OFFICE}presentationml.presentation"),
        Kind("txt", "text/plain"),
    )
}

RECORDINGS = {extension: Kind(extension, kind) for extension, kind in (VIDEO | SOUND).items()}
# What the library of documents takes; other rooms take documents alone.
LIBRARY = DOCUMENTS | RECORDINGS


def family_of(file: BinaryIO) -> str:
    """`picture:<type>`, `recording:<type>`, `pdf`, `zip`, `ole`, `markup`, `text`, or ``."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(PDF):
        return "pdf"
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OFFICE_OLE):
        return "ole"
    guessed = filetype.guess(head)
    if guessed is not None:
        sorts = (("picture", PICTURES), ("recording", RECORDINGS))
        found = [name for name, kinds in sorts if guessed.extension in kinds]
        return f"{found[0]}:{guessed.extension}" if found else ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if start.startswith(MARKUP):
        return "markup"
    return "text" if is_text(head) else ""


def is_text(head: bytes) -> bool:
    """Whether the bytes are text as people here save it: UTF-8 or GB 18030, no control bytes."""
    if not head or any(byte < 32 and byte not in b"\t\r\n\f" for byte in head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # A character may be cut in two at the end of what was read.
            head[:-4].decode(encoding, "strict") if len(head) == HEAD else head.decode(encoding)
        except UnicodeDecodeError as error:
            if len(head) == HEAD and error.start > len(head) - 12:
                return True
        else:
            return True
    return False
