"""What is asked of the index: what is written so, what comes near it, what shares a part with it.

`query_of` finds what holds every word as it was typed, in either script and with numbers written
either way (第3讲, 第三讲). `Nearly` lets a name have more in its middle (苏州博物馆 finds
苏州革命博物馆), a character too much or wrong, the sound of another, and an English word another
ending. For `Loosely`, any part is enough.
"""

import re
from collections.abc import Iterator

from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery

from publishing.beginnings import Begins
from publishing.grams import RUN, bigrams, plain, spelled, words_of
from publishing.numerals import COUNTED, DATED, other_way
from publishing.romanised import LETTERS, heard_as, parts_heard, sounding_like

LONGEST_QUERY = 200
MOST_PARTS = 24  # SQLite's parser of queries overflows above a hundred
LONGEST_NAME = 10  # longer runs are sentences: nothing is near them as a whole
LONGEST_FOUND = 6  # a longer one that is found just so was meant just so
NUMBERED = re.compile(f"(?P<dated>{DATED})|(?P<counted>{COUNTED})")
# What people put around that of which they ask.
FILLING = re.compile(
    "怎么样|怎么|怎样|如何|什么时候|什么|哪里|哪儿|哪些|请问|可不可以|可以|有没有|能不能|我想|我要|的|吗|呢"
)
ENGLISH_FILLING = frozenset(
    re.findall(
        r"\w+",
        "a an and are at by can do does for from how i in is me my of on or the to what when where"
        " which who with",
    )
)


class Nearly(SearchQuery):
    """Marks a text of which everything is wanted, but not letter by letter.

    `clipped`: a name may also lack its first or its last character (昆山市, 国情班).
    """

    def __init__(self, text: str, *, clipped: bool) -> None:
        self.text = text
        self.clipped = clipped


class Loosely(SearchQuery):
    """Marks a text of which any part is enough: `search(Loosely("爱国奋斗"))`."""

    def __init__(self, text: str) -> None:
        self.text = text


class AnyPart(Or):
    """Parts of which any is enough."""


def query_of(text: str) -> SearchQuery:
    """What finds `text`: Han runs as phrases, other words as they are; all must be found.

    Text without a word finds nothing.
    """
    return _joined(And, list(_exact(text[:LONGEST_QUERY])))


def nearly(asked: Nearly) -> SearchQuery:
    """What finds what comes near a text; the same as `query_of` where nothing can be near."""
    return _joined(And, list(_exact(meant(asked.text[:LONGEST_QUERY]), asked)))


def loosely(text: str) -> SearchQuery:
    """What finds any bigram, word or pair of syllables of `text`."""
    parts: list[SearchQuery] = []
    for word in words_of(meant(text[:LONGEST_QUERY])):
        if RUN.fullmatch(word):
            parts += [PlainText(spelled(gram)) for gram in bigrams(word)]
        else:
            parts += [PlainText(word), *heard_as(word), *parts_heard(word)]
    return _joined(AnyPart, parts)


def meant(text: str) -> str:
    """`text` without what only fills it; as it is where nothing else would be left."""
    kept = " ".join(word for word in plain(text).split() if word not in ENGLISH_FILLING)
    return FILLING.sub(" ", kept).strip() or kept or text


def _joined(how: type[And | Or], parts: list[SearchQuery]) -> SearchQuery:
    parts = list({repr(part): part for part in parts}.values())[:MOST_PARTS]
    if not parts:
        return Not(MATCH_ALL)
    return parts[0] if len(parts) == 1 else how(parts)


def _exact(text: str, near: Nearly | None = None) -> Iterator[SearchQuery]:
    text, end = plain(text), 0
    for match in NUMBERED.finditer(text):
        yield from _words(text[end : match.start()], near)
        yield _date(match[0]) if match["dated"] else _number(match[0])
        end = match.end()
    yield from _words(text[end:], near)


def _words(text: str, near: Nearly | None) -> Iterator[SearchQuery]:
    for word in words_of(text):
        if RUN.fullmatch(word):
            others = _near_run(word, clipped=near.clipped) if near else ()
            yield _joined(Or, [_run(word), *others])
        else:
            sounds = heard_as(word, going_on=near is not None)
            yield _joined(Or, [PlainText(word), *sounds, *(_near_word(word) if near else ())])


def _run(run: str) -> SearchQuery:
    """A run of Han characters as it stands."""
    grams = [spelled(gram) for gram in bigrams(run)]
    return Phrase(" ".join(grams)) if len(grams) > 1 else PlainText(grams[0])


def _date(text: str) -> SearchQuery:
    """Figures with 年, 月, 日, which more may follow without a space: 2026年, 11月28日."""
    return Begins(" ".join(words_of(text)))


def _number(text: str) -> SearchQuery:
    """A counted number in figures and in characters."""
    figures, characters = text, other_way(text)
    if not re.search(r"\d", figures):
        figures, characters = characters, figures
    nth = text.startswith("第")
    counted = Begins(" ".join(words_of(figures.removeprefix("第"))))
    # 第 ends the run before the figures, whatever that is.
    return Or([And([PlainText("第"), counted]) if nth else counted, _run(characters)])


def _near_run(run: str, *, clipped: bool) -> Iterator[SearchQuery]:
    """Names that differ in one place: parted by other words, one character more, less or other."""
    size = len(run)
    if not 2 < size <= (LONGEST_NAME if clipped else LONGEST_FOUND):
        return
    if clipped:
        yield from (_run(run[:-1]), _run(run[1:]))
    if size == 4:
        yield And([_run(run[:2]), _run(run[2:])])
    # What is parted on either side of a character is found without it, too.
    for at in range(2, size - 2):
        yield And([_run(run[:at]), _run(run[at + 1 :])])
    yield from sounding_like(run)


def _near_word(word: str) -> Iterator[SearchQuery]:
    """An English word with another ending, which is also where most slips are made."""
    if LETTERS.fullmatch(word) and len(word) > 2:
        yield Begins(word[: max(4, (2 * len(word) + 2) // 3)])
