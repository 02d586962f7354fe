"""Invented essays, and copies planted among them: what a comparison must find, and must not.

Words are drawn by Zipf's law from an invented lexicon; stock phrases and sentences of official
texts stand in many essays, as they do in real ones. The same seed makes the same texts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from random import Random

PARTICLES = "的了在是和与也就都把被让从对"
PART = 0.3  # of an essay that is copied
REPLACED = 0.15  # of the words of a copy that are replaced by synonyms


@dataclass(frozen=True)
class Copy:
    """A text, what was done to it, and the place of the essay from which it was taken, if any."""

    kind: str
    text: str
    source: int | None


Sentence = list[str]  # words


class Writer:
    """Writes essays of `length` characters, one after the other, each another."""

    def __init__(self, seed: int = 7, length: int = 2000) -> None:
        self.random, self.length = Random(seed), length
        signs = [chr(0x4E00 + 8 * n) for n in range(2400)]
        draw = self.random.choices
        self.words = ["".join(draw(signs, k=2)) for _ in range(6000)] + list(PARTICLES) * 4
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.stock = ["".join(self.words_of(5)) for _ in range(300)]
        self.official = ["".join(map(_sentence, self._sentences(600))) for _ in range(20)]

    def essay(self) -> list[Sentence]:
        """Sentences of an essay; one in four holds a stock phrase, one in fifteen a quotation."""
        return self._sentences(self.length)

    def words_of(self, number: int) -> Sentence:
        """So many words by their frequency."""
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def _sentences(self, length: int) -> list[Sentence]:
        sentences, written = [], 0
        while written < length:
            words = self.words_of(self.random.randint(6, 16))
            chance = self.random.random()
            if hasattr(self, "official") and chance < 1 / 15:
                words = [self.quotation(self.random.randint(20, 60))]
            elif hasattr(self, "stock") and chance < 1 / 4:
                words.insert(len(words) // 2, self.random.choice(self.stock))
            sentences.append(words)
            written += sum(map(len, words))
        return sentences

    def quotation(self, length: int) -> str:
        """A stretch of an official text."""
        text = self.random.choice(self.official)
        start = self.random.randrange(len(text) - length)
        return text[start : start + length]

    def verbatim(self, source: list[Sentence]) -> list[Sentence]:
        """A third of an essay in one piece at some place of another."""
        piece, own = self._piece(source), self._rest()
        at = self.random.randrange(len(own))
        return own[:at] + piece + own[at:]

    def reordered(self, source: list[Sentence]) -> list[Sentence]:
        """As many sentences, in another order, each at a place of its own."""
        mixed = self._rest()
        for sentence in self.random.sample(source, max(1, int(len(source) * PART))):
            mixed.insert(self.random.randrange(len(mixed)), sentence)
        return mixed

    def synonyms(self, source: list[Sentence]) -> list[Sentence]:
        """A third in one piece, of whose words every sixth or seventh is another one."""
        piece = [
            [self.words_of(1)[0] if self.random.random() < REPLACED else word for word in sentence]
            for sentence in self._piece(source)
        ]
        return piece + self._rest()

    def quoting(self) -> list[Sentence]:
        """A third of it official quotations, which other essays have too."""
        quoted: list[Sentence] = []
        while sum(len(words[0]) for words in quoted) < self.length * PART:
            quoted.append([self.quotation(60)])
        own = self._rest()
        for sentence in quoted:
            own.insert(self.random.randrange(len(own)), sentence)
        return own

    def _piece(self, source: list[Sentence]) -> list[Sentence]:
        number = max(1, int(len(source) * PART))
        start = self.random.randrange(len(source) - number + 1)
        return source[start : start + number]

    def _rest(self) -> list[Sentence]:
        return self._sentences(int(self.length * (1 - PART)))


def _sentence(words: Sentence) -> str:
    half = len(words) // 2
    return "".join(words[:half]) + "，" + "".join(words[half:]) + "。"


def written(sentences: list[Sentence]) -> str:
    """The text of an essay, five sentences a paragraph."""
    lines = [_sentence(words) for words in sentences]
    return "\n".join("".join(lines[at : at + 5]) for at in range(0, len(lines), 5))


def plant(writer: Writer, essays: list[list[Sentence]], each: int) -> list[Copy]:
    """`each` copies of every kind, of essays drawn from `essays`, and as many that copy nothing."""
    kinds: dict[str, Callable[[list[Sentence]], list[Sentence]]] = {
        "30 % copied": writer.verbatim,
        "reordered": writer.reordered,
        "synonyms": writer.synonyms,
    }
    copies = []
    for kind, change in kinds.items():
        for _ in range(each):
            source = writer.random.randrange(len(essays))
            copies.append(Copy(kind, written(change(essays[source])), source))
    for _ in range(each):
        copies.append(Copy("own words", written(writer.essay()), None))
        copies.append(Copy("official quotations", written(writer.quoting()), None))
    return copies
