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


class _Even(dict[int, str]):
    """What each character is folded to by itself, worked out when one is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        other = unicodedata.normalize("NFKC", char).lower()
        self[code] = other if len(other) == 1 else char
        return self[code]


_EVEN = _Even()


def aligned(text: str) -> str:
    """`text` folded character by character, so that each stands where it stood."""
    even = text.translate(_EVEN)
    same = simplified(even)
    return same if len(same) == len(text) else even
