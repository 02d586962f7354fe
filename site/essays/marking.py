"""A text as paragraphs whose passages are marked, for two texts side by side."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\s].*", re.UNICODE)


@dataclass(frozen=True)
class Stretch:
    """A part of a text to mark: a passage with its number, or (0) an official quotation."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Piece:
    """Part of a paragraph. `kind`: plain, same, quoted; `first`: where its passage begins.

    `start`: where it stands in the text, in characters.
    """

    text: str
    kind: str = "plain"
    number: int = 0
    first: bool = False
    start: int = 0


def stretches(passages: list[list[int]], side: int) -> list[Stretch]:
    """Passages as they stand in the text itself (side 0) or in the other one (side 1)."""
    places = [passage[2 * side : 2 * side + 2] for passage in passages]
    return [Stretch(start, end, number) for number, (start, end) in enumerate(places, start=1)]


def quoted(places: list[list[int]]) -> list[Stretch]:
    """Official quotations."""
    return [Stretch(start, end, 0) for start, end in places]


def marked(text: str, given: list[Stretch]) -> list[list[Piece]]:
    """The paragraphs of `text` in pieces; where two stretches overlap the earlier goes on."""
    wanted = _apart(given)
    shown: set[int] = set()
    paragraphs = []
    for line in _LINE.finditer(text):
        end = line.start() + len(line[0].rstrip())
        paragraphs.append(_pieces(text, line.start(), end, wanted, shown))
    return paragraphs


def _apart(given: list[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for one in sorted(given, key=lambda stretch: (stretch.start, stretch.end)):
        start = max(one.start, found[-1].end if found else 0)
        if start < one.end:
            found.append(Stretch(start, one.end, one.number))
    return found


def _pieces(text: str, start: int, end: int, wanted: list[Stretch], shown: set[int]) -> list[Piece]:
    """One paragraph; `shown` collects the passages whose beginning has been passed."""
    pieces, at = [], start
    for one in wanted:
        begin, stop = max(one.start, at), min(one.end, end)
        if begin >= stop:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin], start=at))
        first = bool(one.number) and one.number not in shown
        shown.add(one.number)
        kind = "same" if one.number else "quoted"
        pieces.append(Piece(text[begin:stop], kind, one.number, first, begin))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end], start=at))
    return pieces


def numbers(paragraphs: list[list[Piece]]) -> set[int]:
    """The passages that a marked text shows."""
    return {piece.number for pieces in paragraphs for piece in pieces if piece.first}
