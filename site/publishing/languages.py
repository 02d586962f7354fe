"""How names are put together in the reader's language."""

from typing import Any

from publishing.dates import in_chinese


def in_english(value: Any, word: str) -> str:
    """The field `word` in English, for who does not read Chinese; empty otherwise."""
    return "" if in_chinese() else getattr(value, f"{word}_en", "")


def english_name(value: Any) -> str:
    """What a record is called in English, for who does not read Chinese; empty where it is not."""
    return in_english(value, "name" if hasattr(value, "name") else "title")


def named(value: Any) -> str:
    """What a record is called in the reader's language; any other value as it is."""
    return english_name(value) or str(value)


def between() -> str:
    """What sets cohort from page and room from venue apart.

    A space in Chinese, which has no words to run together; in English a comma.
    """
    return " " if in_chinese() else ", "
