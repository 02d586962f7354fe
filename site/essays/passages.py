"""Passages that two texts have in common, wherever they stand, though a word here or there differs.

Every run of equal characters is found by its first shingle and followed to its end; runs that go
on after a gap of a few characters on both sides are one passage. So paragraphs in another order are
found, which `difflib` (one order for the whole text) does not do, and replaced words do not hide
what surrounds them. A passage counts from thirteen equal characters on, the length from which
Chinese similarity services mark a sentence.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from essays.shingles import SIZE, Plain

SHORTEST = 13  # equal characters of a passage
GAP = 5  # characters between two runs of one passage
PLACES = 32  # of one shingle in the other text that are followed
QUOTED = 8  # official shingles in a row that make a quotation: twelve characters


@dataclass
class Passage:
    """`text[start:end]` of one agrees with `text[other_start:other_end]` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int
    equal: int  # characters that are the same in both

    def goes_on(self, run: "Passage") -> bool:
        """Whether `run` follows closely in both texts."""
        here, there = run.start - self.end, run.other_start - self.other_end
        return 0 <= here <= GAP and 0 <= there <= GAP

    def joined(self, run: "Passage") -> "Passage":
        """This passage up to the end of `run`."""
        equal = self.equal + run.equal
        return Passage(self.start, run.end, self.other_start, run.other_end, equal)


def quotations(text: Plain, official: set[int]) -> list[tuple[int, int]]:
    """Stretches of the plain text that stand in official texts, by the hashes found there."""
    found, begun = [], None
    for at, known in enumerate([*(one in official for one in text.hashes), False]):
        if known and begun is None:
            begun = at
        elif not known and begun is not None:
            if at - begun >= QUOTED:
                found.append((begun, at - 1 + SIZE))
            begun = None
    return found


def covered(length: int, stretches: list[tuple[int, int]]) -> bytearray:
    """One byte a character: whether it stands in a stretch."""
    marks = bytearray(length)
    for start, end in stretches:
        marks[start:end] = b"\1" * (end - start)
    return marks


def common(one: Plain, other: Plain, left_out: bytearray) -> list[Passage]:
    """Passages of `one`, in its order, that also stand in `other`; marked characters are none."""
    found: list[Passage] = []
    for run in _runs(one, other, left_out):
        if found and found[-1].goes_on(run):
            found[-1] = found[-1].joined(run)
        else:
            found.append(run)
    return [passage for passage in found if passage.equal >= SHORTEST]


def _runs(one: Plain, other: Plain, left_out: bytearray) -> Iterator[Passage]:
    """Runs of equal characters, each the longest that begins at its place."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, shingle in enumerate(other.shingles):
        if len(index[shingle]) < PLACES:
            index[shingle].append(place)
    at = 0
    while at < len(one.shingles):
        places = index.get(one.shingles[at], ())
        length, there = max(
            ((_length(one, at, other, p, left_out), -p) for p in places), default=(0, 0)
        )
        if length < SIZE:
            at += 1
            continue
        yield Passage(at, at + length, -there, -there + length, length)
        at += length


def _length(one: Plain, at: int, other: Plain, there: int, left_out: bytearray) -> int:
    """How far both texts agree from these places on."""
    length, most = 0, min(len(one.text) - at, len(other.text) - there)
    while (
        length < most
        and not left_out[at + length]
        and one.text[at + length] == other.text[there + length]
    ):
        length += 1
    return length
