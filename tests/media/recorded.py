"""Small recordings, as phones and cameras write them: with the place in them."""

import struct

PLACE = b"+31.3041+120.5954/"
ZERO = bytes(4)


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of an MP4."""
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def track(kind: bytes = b"vide") -> bytes:
    """A track with a note of the place beside it."""
    hdlr = box(b"hdlr", ZERO, ZERO, kind, bytes(13))
    mdia = box(b"mdia", box(b"mdhd", bytes(24)), hdlr, box(b"minf", box(b"stbl", bytes(8))))
    return box(b"trak", box(b"tkhd", bytes(84)), mdia, box(b"udta", box(b"loci", PLACE)))


def mp4(*tracks: bytes, brand: bytes = b"isom", rest: bytes = b"") -> bytes:
    """A film of these tracks, its place written in every way that phones know."""
    moov = box(
        b"moov",
        box(b"mvhd", bytes(100)),
        *(tracks or (track(),)),
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE)),
        box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE)),
    )
    head = box(b"ftyp", brand, ZERO, brand)
    beside = box(b"uuid", bytes(16), PLACE) + box(b"free", PLACE)
    return head + moov + beside + box(b"mdat", b"picture" * 20) + rest


def element(name: int, content: bytes, *, is_open: bool = False) -> bytes:
    """An element of a WebM; open ones have no length."""
    size = (
        bytes([0x80 | len(content)])
        if len(content) < 0x7F
        else (len(content) | 1 << 56).to_bytes(8)
    )
    size = b"\x01" + b"\xff" * 7 if is_open else size
    return name.to_bytes((name.bit_length() + 7) // 8) + size + content


def webm(*, is_open: bool = False) -> bytes:
    """A film with a tag of its place, and what an editor left; open as browsers record it."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    tracks = element(0x1654AE6B, bytes(9))
    tags = element(0x1254C367, PLACE) + element(0xEC, PLACE)
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, bytes(200)), is_open=is_open)
    return head + element(0x18538067, tracks + tags + cluster, is_open=is_open)


def id3(content: bytes) -> bytes:
    """A tag before the sound."""
    sizes = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + sizes + content


FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s, 44.1 kHz
SOUND = FRAME * 12


def mp3(sound: bytes = SOUND) -> bytes:
    """Sound between tags of three sorts, the place in each."""
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(PLACE), 1, 0) + bytes(8)
    return id3(b"GEOB" + PLACE) + bytes(50) + sound + PLACE + ape + b"TAG" + PLACE.ljust(125)
