"""Recordings as MP4 and M4A: boxes in boxes (ISO/IEC 14496-12); what does not play goes.

Phones write the place into `udta` (`©xyz`, `loci`) or into Apple's `meta`, cameras into boxes of
their own; what an editor took out may still stand in a `free` box. So what plays is named here and
stays; every other box becomes `free` of the same length, zeros inside: players pass it over, and no
offset changes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from media.uploads.outcomes import Refused, UploadOutcome

PIECE = 65536
MOST_BOXES = 200_000  # a recorder writes some ten for each second
# Whose boxes are looked into, and what may stand in them beside those; `b""` is the file itself.
INSIDE = {
    b"": {b"ftyp", b"mdat", b"mfra", b"sidx", b"styp", b"pdin", b"moov", b"moof"},
    b"moov": {b"mvhd", b"mvex", b"iods", b"trak"},
    b"trak": {b"tkhd", b"edts", b"tref", b"mdia"},
    b"mdia": {b"mdhd", b"hdlr", b"elng", b"minf"},
    b"minf": {b"vmhd", b"smhd", b"sthd", b"nmhd", b"gmhd", b"hdlr", b"dinf", b"stbl"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs"},
}
PLAYED = {b"vide", b"soun"}
BESIDE = {b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint"}


@dataclass(frozen=True)
class Box:
    """One box: its type, where it begins, where its content begins, where it ends."""

    name: bytes
    start: int
    inside: int
    end: int


def clean_boxes(file: IO[bytes]) -> None:
    """Blank, in place, whatever does not play. Raises Refused (DAMAGED, EXTRA_TRACK)."""
    size = file.seek(0, 2)
    found: set[bytes] = set()
    tracks: set[bytes] = set()
    for number, (parent, box) in enumerate(_walk(file, b"", 0, size)):
        if number > MOST_BOXES:
            raise Refused(UploadOutcome.DAMAGED)
        found.add(box.name)
        if box.name == b"hdlr" and parent == b"mdia":
            file.seek(box.inside + 8)
            tracks.add(file.read(4))
        elif box.name not in INSIDE[parent]:
            blank(file, box)
    if not {b"ftyp", b"moov"} <= found or not found & {b"mdat", b"moof"} or not tracks & PLAYED:
        raise Refused(UploadOutcome.DAMAGED)
    if tracks - PLAYED - BESIDE:
        raise Refused(UploadOutcome.EXTRA_TRACK)


def blank(file: IO[bytes], box: Box) -> None:
    """Make `free` of a box: the same length, zeros inside."""
    file.seek(box.start + 4)
    file.write(b"free")
    zero(file, box.inside, box.end)


def zero(file: IO[bytes], start: int, end: int) -> None:
    """Zeros from `start` up to `end`, a piece at a time."""
    file.seek(start)
    while start < end:
        start += file.write(bytes(min(PIECE, end - start)))


def _walk(file: IO[bytes], parent: bytes, start: int, end: int) -> Iterator[tuple[bytes, Box]]:
    """Every box from `start` to `end` with the name of its parent, those inside after it."""
    while start < end:
        box = _box(file, start, end)
        yield parent, box
        if box.name in INSIDE and box.name in INSIDE[parent]:
            yield from _walk(file, box.name, box.inside, box.end)
        start = box.end


def _box(file: IO[bytes], start: int, end: int) -> Box:
    file.seek(start)
    head = file.read(16)
    if len(head) < 8 or start + 8 > end:
        raise Refused(UploadOutcome.DAMAGED)
    size, name = struct.unpack(">I4s", head[:8])
    inside = start + 8
    if size == 1 and len(head) == 16:
        (size,) = struct.unpack(">Q", head[8:])
        inside += 8
    elif size == 0:  # to the end
        size = end - start
    if start + size > end or start + size < inside:
        raise Refused(UploadOutcome.DAMAGED)
    return Box(name, start, inside, start + size)
