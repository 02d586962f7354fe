"""Recordings as MP3: frames of sound (ISO/IEC 11172-3, 13818-3); all tags around them go.

A tag may hold the place, pictures and whole files (ID3's GEOB and PRIV); nothing of it is shown.
"""

from typing import IO

from media.uploads.outcomes import Refused, UploadOutcome

PADDING = 65536  # bytes between a tag and the first frame, at most
FRAMES = 10  # that must follow one another
MOST_TAGS = 20  # one after the other; programs write one, careless ones a second
# Kilobits a second of layer III, by the index in a frame's head.
RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def frames_of(file: IO[bytes]) -> tuple[int, int]:
    """Where the sound begins and ends. Raises Refused (DAMAGED)."""
    start, end = _after_tags(file), _before_tags(file)
    file.seek(start)
    head = file.read(min(PADDING, max(end - start, 0)))
    at = head.find(b"\xff")
    while at >= 0:
        if _are_frames(file, start + at, end):
            return start + at, end
        at = head.find(b"\xff", at + 1)
    raise Refused(UploadOutcome.DAMAGED)


def _are_frames(file: IO[bytes], start: int, end: int) -> bool:
    for number in range(FRAMES):
        if number and start >= end:
            break
        file.seek(start)
        length = _length(file.read(4))
        if not length:
            return False
        start += length
    return True


def _length(head: bytes) -> int:
    """Bytes of the frame with this head; 0 where it is none of layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or hertz == 3:
        return 0
    bits = RATES[3 if version == 3 else 2][rate] * 1000
    samples = 144 if version == 3 else 72
    return samples * bits // HERTZ[version][hertz] + (head[2] >> 1 & 1)


def _after_tags(file: IO[bytes]) -> int:
    """Where the ID3v2 tags at the beginning end. Raises Refused (DAMAGED) for a file of tags."""
    start = 0
    for _tag in range(MOST_TAGS + 1):
        file.seek(start)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            return start
        size = 0
        for byte in head[6:]:  # seven bits each
            size = size << 7 | byte & 0x7F
        start += 10 + size + (10 if head[5] & 0x10 else 0)
    raise Refused(UploadOutcome.DAMAGED)


def _before_tags(file: IO[bytes]) -> int:
    """Where ID3v1 and APE tags at the end begin."""
    end = file.seek(0, 2)
    if _read(file, end - 128, 3) == b"TAG":
        end -= 128
    foot = _read(file, end - 32, 32)
    if foot[:8] == b"APETAGEX":
        has_head = foot[23] & 0x80
        end -= int.from_bytes(foot[12:16], "little") + (32 if has_head else 0)
    return end


def _read(file: IO[bytes], start: int, size: int) -> bytes:
    if start < 0:
        return b""
    file.seek(start)
    return file.read(size)
