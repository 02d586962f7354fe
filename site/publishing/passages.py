"""The passage of a text in which a search was found, with the found words marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from publishing.folding import aligned
from publishing.grams import RUN, bigrams, plain, words_of
from publishing.romanised import written_as

BEFORE, LENGTH = 36, 130
# Paragraphs are joined by a space, which Chinese does not set after its punctuation.
GAP = re.compile(r"(?<=[，。；：！？、…”’）》」』]) ")


@dataclass(frozen=True)
class Part:
    """A piece of a passage, marked or not."""

    text: str
    marked: bool


@lru_cache(maxsize=64)  # asked twice for each hit of a list
def terms_of(query: str) -> tuple[str, ...]:
    """Words and Han runs of a query, the longest first; runs also in pairs of characters."""
    words = words_of(query)
    pairs = [pair for word in words if RUN.fullmatch(word) for pair in bigrams(word)]
    return tuple(sorted(dict.fromkeys([*words, *pairs]), key=len, reverse=True))


def marked(text: str, terms: Iterable[str]) -> list[Part]:
    """`text` in parts, the found ones marked, however they are written; nothing is lost.

    Pairs that overlap are one mark: 博物 and 物馆 mark 博物馆.
    """
    known = [re.escape(term) for term in terms if term]
    covered = [False] * len(text)
    # Looked for at each place, the longest first.
    for match in re.finditer(f"(?=({'|'.join(known)}))", aligned(text)) if known else ():
        start, end = match.span(1)
        covered[start:end] = [True] * (end - start)
    parts, at = [], 0
    for is_marked, run in groupby(covered):
        size = len(list(run))
        parts.append(Part(text[at : at + size], is_marked))
        at += size
    return parts


def named(title: str, query: str) -> list[Part]:
    """A title with what was found in it marked, also where only its sound was typed."""
    terms = terms_of(query)
    heard = [written_as(title, word) for word in terms if not RUN.fullmatch(word)]
    return marked(title, [*terms, *(plain(word) for word in heard)])


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
    piece = GAP.sub("", text[start:end].strip())
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"
