"""The passage of a text in which a search was found, with the found words marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from publishing.folding import aligned
from publishing.grams import RUN, bigrams, words_of

BEFORE, LENGTH = 36, 130


@dataclass(frozen=True)
class Part:
    """A piece of a passage, marked or not."""

    text: str
    marked: bool


def terms_of(query: str) -> list[str]:
    """Words and Han runs of a query, the longest first; runs also in pairs of characters."""
    words = words_of(query)
    pairs = [pair for word in words if RUN.fullmatch(word) for pair in bigrams(word)]
    return sorted(dict.fromkeys([*words, *pairs]), key=len, reverse=True)


def marked(text: str, terms: Iterable[str]) -> list[Part]:
    """`text` in parts, the found ones marked, however they are written; nothing is lost."""
    known = [re.escape(term) for term in terms if term]
    if not known:
        return [Part(text, False)] if text else []
    parts, end = [], 0
    for match in re.finditer("|".join(known), aligned(text)):
        parts += [
            Part(text[end : match.start()], False),
            Part(text[match.start() : match.end()], True),
        ]
        end = match.end()
    return [part for part in (*parts, Part(text[end:], False)) if part.text]


def passage(texts: Iterable[str], query: str) -> list[Part]:
    """Around the query's longest word in the first text that holds it, else the first's start."""
    candidates = [" ".join(text.split()) for text in texts if text and text.strip()]
    terms = terms_of(query)
    even = [aligned(text) for text in candidates]
    for term in terms:
        for text, same in zip(candidates, even, strict=True):
            at = same.find(term)
            if at >= 0:
                return marked(_cut(text, at), terms)
    return [Part(_cut(candidates[0], 0), False)] if candidates else []


def _cut(text: str, at: int) -> str:
    start = max(0, at - BEFORE)
    end = min(len(text), start + LENGTH)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
