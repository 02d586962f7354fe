"""Characters that a reader takes for the same: traditional and simplified, full and half width."""

import re
import unicodedata
from functools import cache
from typing import Any

from opencc import OpenCC

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def _converter() -> Any:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` in simplified characters, phrase by phrase (乾隆 stays, 乾燥 becomes 干燥)."""
    return _converter().convert(text) if HAN.search(text) else text


def folded(text: str) -> str:
    """What is compared instead of `text`: compatibility forms, case and traditional forms gone."""
    return simplified(unicodedata.normalize("NFKC", text).lower())


def aligned(text: str) -> str:
    """`text` folded character by character, so that each stands where it stood."""
    pairs = ((char, unicodedata.normalize("NFKC", char).lower()) for char in text)
    even = "".join(other if len(other) == 1 else char for char, other in pairs)
    same = simplified(even)
    return same if len(same) == len(text) else even
