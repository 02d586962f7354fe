"""Texts as words: runs of Han characters as overlapping bigrams.

Neither SQLite's nor PostgreSQL's parser divides Chinese: 弘扬爱国奋斗精神 is one token to both, and
爱国 is not found in it. What the index keeps and what is asked are divided alike: punctuation,
full-width and traditional forms and case are gone, and characters too new for a parser are spelled
out.
"""

import re
from typing import Any

from publishing.folding import folded

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
NO_WORD = re.compile(r"[\W_]+")
# What Unicode 6.1, which SQLite's tokenizer knows, takes for a letter; others would part words.
KNOWN = re.compile(r"[\u3400-\u4db5\u4e00-\u9fcc]")


def bigrams(run: str) -> list[str]:
    """爱国奋斗 → 爱国, 国奋, 奋斗; a single character stays itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def plain(text: str) -> str:
    """Words alone: folded, everything between words one space."""
    return NO_WORD.sub(" ", folded(text)).strip()


def spelled(gram: str) -> str:
    """A gram with characters that a parser may not know as letters written by their number."""
    return "".join(char if KNOWN.match(char) else f"x{ord(char):x}x" for char in gram)


def words_of(text: str) -> list[str]:
    """`text` as words and Han runs, in order: 学习Python3班 → 学习, python3, 班."""
    return RUN.sub(lambda match: f" {match[0]} ", plain(text)).split()


def index_text(text: Any) -> str:
    """`text` with Han runs as bigrams, and its single characters at the end."""
    words = words_of(str(text or ""))
    runs = [word for word in words if RUN.fullmatch(word)]
    divided = (
        spelled(gram) if word in runs else gram
        for word in words
        for gram in (bigrams(word) if word in runs else [word])
    )
    return " ".join([*divided, *sorted({spelled(char) for run in runs for char in run})])
