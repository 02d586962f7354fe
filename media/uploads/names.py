"""Names of files as they may be stored and offered again: Chinese stays, tricks go."""

import re
import unicodedata

LONGEST = 80
# Separators of paths and what Windows refuses in a name.
BAD = re.compile(r'[<>:"|?*%]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str, extension: str) -> str:
    """`name` without path, control and bidirectional characters, under its true extension.

    A name of which nothing is left becomes `file`.
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
    stem = " ".join(stem.split()).strip(". -")[:LONGEST].rstrip(". -")
    if not stem:
        stem = "file"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{extension}"
