"""Official lists name persons in the order of the strokes of their surnames (姓氏笔画)."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("strokes.txt")
AFTER_HAN = "99"  # more strokes than any character has: names in other scripts stand last


@cache
def counts() -> dict[int, int]:
    """Strokes by code point; read once a process (98,000 characters)."""
    found: dict[int, int] = {}
    for line in DATA.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            first, signs = line.split(" ", 1)
            start = int(first, 16)
            found |= {start + number: ord(sign) - 48 for number, sign in enumerate(signs)}
    return found


def strokes_of(character: str) -> int | None:
    """How many strokes a Han character has; None for anything else."""
    return counts().get(ord(character))


def stroke_key(name: str) -> str:
    """What sorts a full name, family name first: character by character, fewer strokes first.

    Two characters with as many strokes stand in the order of their code points, which is that of
    their radicals. A name in another script stands after all Han names, by its letters.
    """
    signs = []
    for character in name.strip()[:20]:
        strokes = strokes_of(character)
        if strokes is None:
            signs.append(f"{AFTER_HAN}{character.lower()}")
        else:
            signs.append(f"{strokes:02}{ord(character):05x}")
    return "".join(signs)
