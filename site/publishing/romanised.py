"""Names found by their sound: 顾炎武纪念馆 by guyanwu, jinianguan, gywjng, and while one types.

The index keeps the syllables of a name, pairs of them, and its initials in twos and threes, each as
a word of its own, marked so that no English word is mistaken for one. A query of letters becomes
such words, all of them: a phrase would let PostgreSQL unpack each text to see what stands beside
what.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from modelsearch.query import And, PlainText, SearchQuery
from pypinyin import Style, lazy_pinyin
from pypinyin.pinyin_dict import pinyin_dict

from publishing.beginnings import Begins
from publishing.folding import HAN, folded

SYLLABLE, INITIAL = "yy", "yj"
LETTERS = re.compile(r"[a-z]+")
SHORTEST, LONGEST = 2, 40
BEGUN = 4  # fewer letters are the start of too many names
READINGS = 4  # ways to divide what was typed, the likeliest first: xian is 县 and 西安


@cache
def syllables() -> frozenset[str]:
    """All syllables without tones; ü is v, as keyboards have it."""
    toned = {reading for readings in pinyin_dict.values() for reading in readings.split(",")}
    plain = {unicodedata.normalize("NFD", one).replace("u\u0308", "v") for one in toned}
    found = {"".join(char for char in one if not unicodedata.combining(char)) for one in plain}
    return frozenset(one for one in found if LETTERS.fullmatch(one) and re.search("[aeiouv]", one))


def sounds(text: str) -> list[str]:
    """The syllables of the Han characters in `text`, in order; the rest is left out."""
    runs = "".join(char if HAN.match(char) else " " for char in folded(text)).split()
    found = (one for run in runs for one in lazy_pinyin(run, style=Style.NORMAL, errors="ignore"))
    return [one for one in found if LETTERS.fullmatch(one)]


def index_sounds(text: str) -> str:
    """What the index keeps of a name: its syllables, pairs of them, two and three initials."""
    heard = sounds(text)
    first = [one[0] for one in heard]
    kept = [(SYLLABLE, heard, 1), (SYLLABLE, heard, 2), (INITIAL, first, 2), (INITIAL, first, 3)]
    return " ".join(f"{mark}{part}" for mark, parts, size in kept for part in _rows(parts, size))


def _rows(parts: Sequence[str], size: int) -> list[str]:
    """So many parts in a row as one word: gu yan wu → guyan, yanwu; none where there are fewer."""
    return ["".join(parts[at : at + size]) for at in range(len(parts) - size + 1)]


def divided(letters: str) -> list[list[str]]:
    """Ways to read letters as syllables, the fewest first; the last may be the start of one."""
    found: list[list[str]] = []
    dead: set[str] = set()  # ends that are no syllables: nananana…x would be tried for seconds

    def go_on(rest: str, before: list[str]) -> None:
        known = len(found)
        if not rest:
            found.append(before)
        for length in range(min(6, len(rest)), 0, -1):
            start, end = rest[:length], rest[length:]
            if len(found) < READINGS and start in syllables() and end not in dead:
                go_on(end, [*before, start])
        if len(found) == known:
            dead.add(rest)

    go_on(letters, [])
    return sorted(found, key=len)


def _unfinished(letters: str) -> list[list[str]]:
    """Readings of letters whose last syllable is not complete: guyanw → gu yan w."""
    for cut in range(max(1, len(letters) - 5), len(letters)):
        start, rest = letters[:cut], letters[cut:]
        whole = divided(start)
        if whole and any(one.startswith(rest) for one in syllables()):
            return [[*whole[0], rest]]
    return []


def toneless(word: str) -> str:
    """Letters as keyboards have them: lǜ is lv."""
    toned = unicodedata.normalize("NFD", word.lower()).replace("u\u0308", "v")
    letters = "".join(char for char in toned if not unicodedata.combining(char))
    return letters.replace("lyu", "lv").replace("nyu", "nv")


@lru_cache(maxsize=64)  # asked of a title for each word of a query
def _heard(run: str) -> list[str]:
    return list(lazy_pinyin(run, style=Style.NORMAL))


def written_as(text: str, word: str) -> str:
    """The characters in `text` that sound as `word`, or begin so: 沙家浜 for shajiaba and sjb."""
    letters = toneless(word)
    if not LETTERS.fullmatch(letters) or len(letters) < SHORTEST:
        return ""
    for run in re.findall(f"(?:{HAN.pattern})+", text):
        heard = _heard(run)
        for start in range(len(run) if len(heard) == len(run) else 0):
            # A character has one letter at least.
            for end in range(start + 1, min(len(run), start + len(letters)) + 1):
                part = heard[start:end]
                readings = ("".join(part), "".join(one[0] for one in part))
                begun = len(letters) >= BEGUN and readings[0].startswith(letters)
                if begun or letters in readings:
                    return str(run[start:end])
    return ""


def heard_as(word: str, *, going_on: bool = False) -> list[SearchQuery]:
    """What a word of letters may stand for besides itself: syllables, or initials.

    Tones are no matter. Letters that are syllables stand for no others, unless `going_on`: then
    the last one may be the start of another (suzhougemi).
    """
    letters = toneless(word)
    if not LETTERS.fullmatch(letters) or not SHORTEST <= len(letters) <= LONGEST:
        return []
    readings = divided(letters)
    ways = [_all_of(SYLLABLE, _rows(one, 2) or one) for one in readings]
    if going_on or not readings:
        begun = [*readings, *_unfinished(letters)]
        ways += [_all_of(SYLLABLE, _rows(one, 2) or one, Begins) for one in begun]
    return [*ways, _all_of(INITIAL, _rows(letters, 3) or [letters])]


def parts_heard(word: str) -> list[SearchQuery]:
    """Pairs of syllables in letters of three or more: suzhoubowuguan names 苏州 and 博物馆."""
    letters = toneless(word)
    readings = divided(letters) if LETTERS.fullmatch(letters) and len(letters) <= LONGEST else []
    pairs = _rows(readings[0], 2) if readings else []
    return [PlainText(f"{SYLLABLE}{pair}") for pair in pairs] if len(pairs) > 1 else []


def sounding_like(name: str) -> list[SearchQuery]:
    """Names with the sound of another: 顾炎武古居 is 顾炎武故居, one key too early."""
    heard = sounds(name)
    return [_all_of(SYLLABLE, _rows(heard, 2))] if len(heard) == len(name) else []


def _all_of(mark: str, kept: Sequence[str], last: type[PlainText | Begins] = PlainText) -> Any:
    """What finds all of these words of the index, of which the last one may go on (`Begins`)."""
    *before, end = (f"{mark}{one}" for one in kept)
    asked = [*(PlainText(one) for one in before), last(end)]
    return And(asked) if len(asked) > 1 else asked[0]
