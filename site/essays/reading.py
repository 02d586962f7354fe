"""A text as paragraphs, and two texts side by side."""

from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing takes the product of both lengths; longer texts are shown without marks.
COMPARED_PARAGRAPHS = 500


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `differs`: the other text does not have it as it stands here."""

    text: str
    differs: bool = False


def paragraphs(text: str) -> list[str]:
    """The lines of `text` that hold something, without the spaces around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def side_by_side(one: str, other: str) -> tuple[list[Paragraph], list[Paragraph]]:
    """Both texts as paragraphs, marked where they differ."""
    left, right = paragraphs(one), paragraphs(other)
    if max(len(left), len(right)) > COMPARED_PARAGRAPHS:
        return [Paragraph(p) for p in left], [Paragraph(p) for p in right]
    same_left: set[int] = set()
    same_right: set[int] = set()
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        same_left.update(range(block.a, block.a + block.size))
        same_right.update(range(block.b, block.b + block.size))
    return (
        [Paragraph(text, number not in same_left) for number, text in enumerate(left)],
        [Paragraph(text, number not in same_right) for number, text in enumerate(right)],
    )
