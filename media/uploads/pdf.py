"""PDF: how many pages, and whether opening it would run or unpack anything."""

from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from media.uploads.outcomes import Refused, UploadOutcome

MOST_PAGES = 500
MOST_OBJECTS = 200_000
# Actions that do something else than turn to a page or open an address in the browser.
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/GoToE",
    "/Sound",
    "/Movie",
}
SCRIPTS = {"/JS", "/JavaScript", "/XFA"}
MEDIA = {"/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"}
FILES = {"/EmbeddedFiles", "/EF"}


def check_pdf(file: BinaryIO) -> None:
    """Raises Refused for a password, too many pages, scripts, commands and files inside."""
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise Refused(UploadOutcome.ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            raise Refused(UploadOutcome.TOO_MANY_PAGES, most=MOST_PAGES)
        _walk(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise Refused(UploadOutcome.DAMAGED) from None
    except (RecursionError, MemoryError, AssertionError, NotImplementedError):
        raise Refused(UploadOutcome.DAMAGED) from None


def _walk(reader: PdfReader) -> None:
    """Look at every object, those that no page leads to and those packed in streams included."""
    numbers = {(number, generation) for generation, by in reader.xref.items() for number in by} | {
        (number, 0) for number in reader.xref_objStm
    }
    if len(numbers) > MOST_OBJECTS:
        raise Refused(UploadOutcome.BOMB)
    for number, generation in sorted(numbers):
        _look(reader.get_object(IndirectObject(number, generation, reader)))
    _look(reader.trailer)


def _look(value: Any) -> None:
    """One object with what stands directly in it; references are objects of their own."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            _judge(one)
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _judge(found: DictionaryObject) -> None:
    keys = set(found)
    action, kind = found.raw_get("/S") if "/S" in keys else "", found.get("/Subtype", "")
    if isinstance(action, IndirectObject):
        action = action.get_object()
    if keys & SCRIPTS or action in ACTIONS or kind in MEDIA:
        raise Refused(UploadOutcome.ACTIVE_CONTENT)
    if keys & FILES or found.get("/Type") == "/EmbeddedFile" or kind == "/FileAttachment":
        raise Refused(UploadOutcome.EMBEDDED_FILES)
