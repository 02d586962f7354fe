"""Shingles: five characters in a row, hashed, of which one in eight is kept as a fingerprint.

Sampling by the hash keeps the same shingles in every text, so that the number that two texts share
estimates how much of them agrees (Broder, “On the resemblance and containment of documents”, 1997).
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

SIZE = 5  # characters
SAMPLED = 8  # one of so many
_WIDTH = 4  # bytes of a character in UTF-32
_SIGN = 1 << 31  # columns hold signed numbers of 32 bits


@lru_cache(maxsize=30_000)
def _kept(sign: str) -> str:
    """A character's letters and digits in one form: width, case and compatibility folded."""
    folded = unicodedata.normalize("NFKC", sign).casefold()
    return "".join(part for part in folded if unicodedata.category(part)[0] in "LN")


@dataclass(frozen=True)
class Plain:
    """A text without punctuation and spaces, and where each of its characters came from."""

    text: str
    places: tuple[int, ...]

    @cached_property
    def hashes(self) -> list[int]:
        """The hash of the shingle at each place; the last four places begin none."""
        raw = self.text.encode("utf-32-le", "surrogatepass")
        ends = range(SIZE * _WIDTH, len(raw) + 1, _WIDTH)
        return [crc32(raw[end - SIZE * _WIDTH : end]) - _SIGN for end in ends]

    @cached_property
    def shingles(self) -> list[str]:
        """The shingle at each place."""
        return [self.text[at : at + SIZE] for at in range(len(self.text) - SIZE + 1)]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Places of the original text between which `text[start:end]` stands."""
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """What of a text is compared."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for part in _kept(sign):
            signs.append(part)
            places.append(place)
    return Plain("".join(signs), tuple(places))


def sample(hashes: Iterable[int]) -> set[int]:
    """The fingerprints among the hashes."""
    return {one for one in hashes if one % SAMPLED == 0}
