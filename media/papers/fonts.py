"""The font of papers, and the characters that it lacks.

`fonts/NotoSansSC-Regular.ttf` is the instance of weight 400 of Noto Sans SC, without layout tables,
with the characters of GBK, those of Unicode's extensions that the font has, and what Latin needs.
"""

import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NAME = "NotoSansSC"
FILE = Path(__file__).resolve().parents[1] / "fonts" / "NotoSansSC-Regular.ttf"
STAND_IN = "〓"  # what Chinese printers set for a type they do not have
# Marks, joiners, selectors and controls have no glyph of their own.
SILENT = frozenset({"Cc", "Cf", "Mn", "Me"})
# On English pages Chinese words are marked for who hears them; paper is seen.
MARKED = re.compile(r'<span lang="[\w-]+">(.*?)</span>', re.DOTALL)


@cache
def glyphs() -> frozenset[int]:
    """Code points that the font can draw; registers it on the first call."""
    font = TTFont(NAME, str(FILE))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def missing(text: str) -> list[str]:
    """Characters that the font lacks, each once, in the order of the text."""
    known = glyphs()
    lacking = (
        char for char in text if ord(char) not in known and not (char.isspace() or _is_silent(char))
    )
    return list(dict.fromkeys(lacking))


def drawable(text: str) -> str:
    """The text with STAND_IN for each missing character, without silent ones and marks."""
    known = glyphs()
    text = MARKED.sub(lambda found: unescape(found[1]), text)
    kept = (char for char in unicodedata.normalize("NFC", text) if not _is_silent(char))
    return "".join(char if ord(char) in known or char.isspace() else STAND_IN for char in kept)


def _is_silent(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) in SILENT
