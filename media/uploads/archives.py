"""Office files are ZIP archives of XML: what is inside, how large it becomes, what it would run."""

import re
import zlib
from io import BytesIO
from typing import BinaryIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from media.uploads.kinds import DOCUMENTS, ZIP
from media.uploads.outcomes import Refused, UploadOutcome

MOST_MEMBERS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
# Text packs to a tenth, a blank table to a fiftieth; what packs to less than this is made to.
MOST_RATIO = 200
RATIO_FROM = 5 * 1024 * 1024
CHUNK = 1024 * 1024
DEPTH = 2
ENCRYPTED = 0x1
CONTENT_TYPES = "[Content_Types].xml"
# The main part of each kind, by its media type.
MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/", re.IGNORECASE)
ACTIVE = re.compile(r"/activex/|/ctrlprops/.*\.bin$|customui", re.IGNORECASE)
OLE = re.compile(r"oleobject|\.(exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|jar|scr|msi)$", re.IGNORECASE)
EXTERNAL = re.compile(rb"<[^>]*Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
KIND = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(\w+)[\"']")
# Followed by a reader's click, or by asking the reader first.
HARMLESS = {b"hyperlink", b"externalLinkPath"}
FIELD = re.compile(rb"DDEAUTO|\bDDE\b|INCLUDETEXT|INCLUDEPICTURE\s", re.IGNORECASE)
ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def office_kind(file: BinaryIO, depth: int = 0) -> str:
    """`docx`, `xlsx` or `pptx`; `` for another archive. Raises Refused for what may not be kept."""
    try:
        with ZipFile(file) as archive:
            return _office_kind(archive, depth)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise Refused(UploadOutcome.DAMAGED) from None
    except RuntimeError:
        # The library's word for a member with a password.
        raise Refused(UploadOutcome.ENCRYPTED) from None


def _office_kind(archive: ZipFile, depth: int) -> str:
    members = archive.infolist()
    _measure(members)
    for member in members:
        _look_at_name(member)
    room = MOST_UNPACKED
    kind = ""
    for member in members:
        content = _unpacked(archive, member, room)
        room -= len(content)
        _look_inside(member.filename, content, depth)
        if member.filename == CONTENT_TYPES:
            kind = _kind_of(content)
    return kind


def _measure(members: list[ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise Refused(UploadOutcome.BOMB)
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1):
        raise Refused(UploadOutcome.BOMB)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Refused(UploadOutcome.ENCRYPTED)


def _look_at_name(member: ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/"):
        raise Refused(UploadOutcome.DAMAGED)
    if MACROS.search(name):
        raise Refused(UploadOutcome.MACROS)
    if ACTIVE.search(name):
        raise Refused(UploadOutcome.ACTIVE_CONTENT)
    if OLE.search(name):
        raise Refused(UploadOutcome.EMBEDDED_FILES)


def _unpacked(archive: ZipFile, member: ZipInfo, room: int) -> bytes:
    """The member, counted while it is unpacked: the size that it declares may be a lie."""
    out = bytearray()
    with archive.open(member) as packed:
        while chunk := packed.read(CHUNK):
            out += chunk
            if len(out) > room:
                raise Refused(UploadOutcome.BOMB)
    return bytes(out)


def _look_inside(name: str, content: bytes, depth: int) -> None:
    if name.endswith((".xml", ".rels", ".vml")):
        if ENTITIES.search(content):
            raise Refused(UploadOutcome.ACTIVE_CONTENT)
        if name.endswith(".rels") and _loads(content):
            raise Refused(UploadOutcome.EXTERNAL_CONTENT)
        if name.startswith("word/") and FIELD.search(content) and b"instrText" in content:
            raise Refused(UploadOutcome.ACTIVE_CONTENT)
    # A chart carries its table as an office file of its own; nothing else may be in there.
    elif content.startswith(ZIP) and (
        depth >= DEPTH or not office_kind(BytesIO(content), depth + 1)
    ):
        raise Refused(UploadOutcome.EMBEDDED_FILES)


def _loads(relations: bytes) -> bool:
    for found in EXTERNAL.finditer(relations):
        kind = KIND.search(found[0])
        if kind is None or kind[1] not in HARMLESS:
            return True
    return False


def _kind_of(content_types: bytes) -> str:
    if b"macroEnabled" in content_types:
        raise Refused(UploadOutcome.MACROS)
    for word, extension in MAIN.items():
        if word in content_types:
            assert extension in DOCUMENTS
            return extension
    return ""
