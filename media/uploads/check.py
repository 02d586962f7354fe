"""The check itself: size, kind, what the kind asks for, name."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import pgettext

from media.uploads.archives import office_kind
from media.uploads.kinds import DOCUMENTS, PICTURES, RECORDINGS, Kind, family_of, is_text
from media.uploads.names import clean_name
from media.uploads.outcomes import Refused, UploadOutcome
from media.uploads.pdf import check_pdf
from media.uploads.pictures import redrawn
from media.uploads.recordings import cleaned

MEGABYTE = 1024 * 1024
MOST_BYTES = {
    "pictures": 15 * MEGABYTE,
    "documents": 20 * MEGABYTE,
    "recordings": 100 * MEGABYTE,
}


class CheckedFile(ContentFile):
    """A file that passed: `kind` says what it is; it is not checked again.

    A recording lies in a file of its own, which whoever has stored it closes.
    """

    is_checked = True

    def __init__(self, content: bytes | IO[bytes], name: str, kind: Kind) -> None:
        if isinstance(content, bytes):
            super().__init__(content, name=name)
        else:
            File.__init__(self, content, name=name)
        self.kind = kind
        self.content_type = kind.content_type

    def close(self) -> None:
        """Let a recording's own file go; what lies in memory stays readable."""
        if not isinstance(self.file, BytesIO):
            self.file.close()


def checked(file: File, takes: Mapping[str, Kind]) -> CheckedFile:
    """The file as it may be stored; `takes` is PICTURES, DOCUMENTS, LIBRARY or a part of them.

    Raises Refused.
    """
    limit = _most_bytes(file, takes)
    if not file.size:
        raise Refused(UploadOutcome.EMPTY)
    if file.size > limit:
        size, most = filesizeformat(file.size), filesizeformat(limit)
        raise Refused(UploadOutcome.TOO_LARGE, size=size, most=most)
    stream: Any = file
    extension = _extension(stream, takes)
    if extension not in takes:
        raise Refused(UploadOutcome.UNKNOWN_TYPE, types=_named(takes))
    kind = takes[extension]
    content = _content(stream, extension)
    stream.seek(0)
    return CheckedFile(content, clean_name(file.name or "", extension), kind)


def _content(stream: Any, extension: str) -> bytes | IO[bytes]:
    stream.seek(0)
    if extension in PICTURES:
        return redrawn(stream, extension)
    if extension in RECORDINGS:
        return cleaned(stream, extension)
    content: bytes = stream.read()
    return content


def _most_bytes(file: Any, takes: Mapping[str, Kind]) -> int:
    """How large the file may be, by what it begins like: only recordings may be long."""
    if set(takes) & set(RECORDINGS) and family_of(file).startswith("recording:"):
        return MOST_BYTES["recordings"]
    return MOST_BYTES["documents" if set(takes) & set(DOCUMENTS) else "pictures"]


def _named(types: Iterable[str]) -> str:
    return pgettext("between names", ", ").join(one.upper() for one in types)


def _extension(stream: Any, takes: Mapping[str, Kind]) -> str:
    """What the file is, once everything that its kind forbids is excluded."""
    family = family_of(stream)
    if family == "markup":
        raise Refused(UploadOutcome.SCRIPTABLE)
    if family == "ole" and (office := [one for one in DOCUMENTS if one in takes and one != "txt"]):
        raise Refused(UploadOutcome.OLD_OFFICE, types=_named(office))
    if family == "pdf":
        check_pdf(stream)
        return "pdf"
    if family == "zip":
        return office_kind(stream)
    if family == "text":
        stream.seek(0)
        return "txt" if is_text(stream.read()) else ""
    return family.partition(":")[2]
