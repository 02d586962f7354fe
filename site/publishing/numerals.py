"""Numbers that people write either way: 第3期 and 第三期, 58场 and 五十八场."""

import re

FIGURES = "零一二三四五六七八九"
_CHARACTERS = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNTERS = "[期届讲场批季次回站]"
# Characters alone count only at the end of a run, and not in 上一次: 一站式 is no number.
COUNTED = (
    rf"第(?:\d{{1,2}}|{_CHARACTERS}){_COUNTERS}|(?<!\d)\d{{1,2}}{_COUNTERS}"
    rf"|(?<![上下每这那同]){_CHARACTERS}{_COUNTERS}(?![\u3400-\u9fff])"
)
DATED = r"(?:\d{1,4}[年月日号])+"


def in_characters(number: int) -> str:
    """A number from 0 to 99: 10 is 十, 58 is 五十八."""
    tens, ones = divmod(number, 10)
    if not tens:
        return FIGURES[ones]
    return f"{FIGURES[tens] if tens > 1 else ''}十{FIGURES[ones] if ones else ''}"


def in_figures(characters: str) -> int:
    """The same the other way."""
    tens, ten, ones = characters.rpartition("十")
    if not ten:
        return FIGURES.index(characters)
    return (FIGURES.index(tens) if tens else 1) * 10 + (FIGURES.index(ones) if ones else 0)


def other_way(text: str) -> str:
    """A counted number written the other way: 第3讲 is 第三讲."""
    if number := re.search(r"\d+", text):
        return text.replace(number[0], in_characters(int(number[0])))
    return re.sub(_CHARACTERS, lambda match: str(in_figures(match[0])), text)
