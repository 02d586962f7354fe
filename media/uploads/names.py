"""Names of files as they may be stored and offered again: Chinese stays, tricks go."""

import re
import unicodedata

LONGEST, BYTES = 80, 220  # file systems count bytes, 255 of them at most
# Separators of paths and what Windows refuses in a name.
BAD = re.compile(r'[<>:"|?*%]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str, extension: str) -> str:
    """`name` without path, control and bidirectional characters, under its true extension.

    A name without a letter or a figure becomes `file`.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # C: control, format (bidirectional marks, zero width), surrogates, private use, unassigned.
    kept = "".join(
        " " if char.isspace() else char
        for char in last
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    stem, _dot, _extension = kept.rpartition(".")
    stem = BAD.sub("-", stem or kept)
    stem = " ".join(stem.split()).strip(". -")[:LONGEST]
    stem = stem.encode()[:BYTES].decode(errors="ignore").rstrip(". -")
    # Storages drop signs and emoji: a name of nothing else would lose its extension.
    if not any(char.isalnum() for char in stem):
        stem = "file"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{extension}"
