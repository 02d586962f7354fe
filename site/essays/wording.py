"""Two wordings of one text as a reader compares them: word by word, what went and what came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from essays.reading import paragraphs

# Han characters one by one, words and numbers whole, every mark apart.
PARTS = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[A-Za-z0-9]+|\s+|.", re.DOTALL
)
ALIKE = 0.4  # below this two paragraphs are shown as one that went and one that came
LONGEST = 4000  # parts of a paragraph; beyond, it is shown whole


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `gone` or `new`."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[list[Piece]]:
    """Paragraphs of both texts in order, each as pieces."""
    before, after = paragraphs(old), paragraphs(new)
    found: list[list[Piece]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += [[Piece("same", text)] for text in before[a:b]]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def _changed(before: list[str], after: list[str]) -> list[list[Piece]]:
    """Paragraphs that changed, in pairs where they are alike."""
    found: list[list[Piece]] = []
    for old, new in zip(before, after, strict=False):
        found += _pair(old, new)
    shared = min(len(before), len(after))
    found += [[Piece("gone", text)] for text in before[shared:]]
    found += [[Piece("new", text)] for text in after[shared:]]
    return found


def _pair(old: str, new: str) -> list[list[Piece]]:
    left, right = PARTS.findall(old), PARTS.findall(new)
    apart = [[Piece("gone", old)], [Piece("new", new)]]
    if max(len(left), len(right)) > LONGEST:
        return apart
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < ALIKE:
        return apart
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(left[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(left[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(right[c:d])))
    return [pieces]
