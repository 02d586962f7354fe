"""How names are put together in the reader's language."""

from collections.abc import Iterable
from typing import Any

from publishing.dates import in_chinese


def text(record: Any, name: str, language: str | None = None) -> str:
    """A record's plain text, in English where there is one and the reader reads English.

    `language`: of a reader who is not the one who asks.

    Pages mark a Chinese text on an English page with `lang`: `components.text_of`.
    """
    twin: str = "" if in_chinese(language) else getattr(record, f"{name}_en", "")
    return twin or getattr(record, name, "") or ""


def named(value: Any) -> str:
    """What a record is called in the reader's language; any other value as it is."""
    word = "name" if hasattr(value, "name") else "title"
    english: str = "" if in_chinese() else getattr(value, f"{word}_en", "")
    return english or str(value)


def between() -> str:
    """What sets cohort from page and room from venue apart.

    A space in Chinese, which has no words to run together; in English a comma.
    """
    return " " if in_chinese() else ", "


def one_by_one(words: Iterable[str]) -> str:
    """Plain words one after the other, as the reader's language sets them apart.

    Pages mark those that are Chinese on an English page: `components.joined`.
    """
    return ("、" if in_chinese() else ", ").join(words)
