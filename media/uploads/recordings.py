"""Recordings as they may be stored: whole, and without what tells where they were made.

They may be long: everything goes through a file of its own, a piece at a time.
"""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from media.uploads.boxes import PIECE, clean_boxes
from media.uploads.elements import clean_elements
from media.uploads.sound import frames_of

CLEANERS: dict[str, Callable[[IO[bytes]], None]] = {
    "mp4": clean_boxes,
    "m4a": clean_boxes,
    "webm": clean_elements,
}


def cleaned(stream: IO[bytes], extension: str) -> IO[bytes]:
    """A new file with what plays; whoever gets it closes it. Raises Refused."""
    start, end = frames_of(stream) if extension == "mp3" else (0, stream.seek(0, 2))
    file = TemporaryFile()  # noqa: SIM115 - the caller stores it and closes it
    try:
        _copy(stream, file, start, end)
        if extension in CLEANERS:
            CLEANERS[extension](file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _copy(stream: IO[bytes], file: IO[bytes], start: int, end: int) -> None:
    stream.seek(start)
    while piece := stream.read(min(PIECE, end - stream.tell())):
        file.write(piece)
