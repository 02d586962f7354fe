"""Recordings as WebM: elements of EBML (RFC 8794, RFC 9559); tags and attached files go.

They become `Void` elements of the same length, zeros inside: players pass them over, and no
position changes. A `Void` is emptied too: editors leave there what they took out. Segment and
clusters of a recording made in a browser have no length: what is in them is read in its order,
until the file ends.
"""

from typing import IO

from media.uploads.boxes import zero
from media.uploads.outcomes import Refused, UploadOutcome

EBML, SEGMENT, CLUSTER, TRACKS = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0x1654AE6B
TAGS, ATTACHMENTS, VOID = 0x1254C367, 0x1941A469, 0xEC
MOST_ELEMENTS = 500_000


def clean_elements(file: IO[bytes]) -> None:
    """Blank tags, attachments and gaps in place. Raises Refused (DAMAGED)."""
    size = file.seek(0, 2)
    start, found = 0, set()
    for _number in range(MOST_ELEMENTS):
        if start == size:
            break
        name, inside, end = _element(file, start, size)
        found.add(name)
        if name in {TAGS, ATTACHMENTS, VOID}:
            _blank(file, start, end)
        # What has no length, and the segment, is gone through; of a cluster only that it is whole.
        start = inside if end is None or name == SEGMENT else end
    if start != size or not {EBML, SEGMENT, CLUSTER, TRACKS} <= found:
        raise Refused(UploadOutcome.DAMAGED)


def _blank(file: IO[bytes], start: int, end: int | None) -> None:
    if end is None:
        raise Refused(UploadOutcome.DAMAGED)
    rest = end - start - 2
    size = bytes([0x80 | rest]) if rest < 0x7F else b"\x01" + (rest - 7).to_bytes(7)
    file.seek(start)
    file.write(bytes([VOID]) + size)
    zero(file, start + 1 + len(size), end)


def _element(file: IO[bytes], start: int, size: int) -> tuple[int, int, int | None]:
    """Name, where the content begins, where it ends; None where it has no length."""
    name, after, _is_open = _number(file, start, keep_mark=True)
    length, inside, is_open = _number(file, after, keep_mark=False)
    if is_open and name in {SEGMENT, CLUSTER}:
        return name, inside, None
    if is_open or inside + length > size:
        raise Refused(UploadOutcome.DAMAGED)
    return name, inside, inside + length


def _number(file: IO[bytes], start: int, *, keep_mark: bool) -> tuple[int, int, bool]:
    """A number of one to eight bytes, where it ends, and whether it says "unknown"."""
    file.seek(start)
    head = file.read(8)
    width = 9 - head[0].bit_length() if head else 9
    if width > 8 or len(head) < width:
        raise Refused(UploadOutcome.DAMAGED)
    value = int.from_bytes(head[:width])
    bare = value & ((1 << 7 * width) - 1)
    return (value if keep_mark else bare), start + width, bare == (1 << 7 * width) - 1
