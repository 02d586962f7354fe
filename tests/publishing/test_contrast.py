"""Design tokens keep WCAG 2.2 AA: 4.5 : 1 for text, 3 : 1 for borders of controls and marks."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "site" / "static" / "css" / "tokens.css"
TEXT = [
    *[
        (ink, ground)
        for ink in (
            "ink",
            "ink-soft",
            "ink-faint",
            "vermilion",
            "vermilion-deep",
            "indigo",
            "indigo-deep",
            "gold",
            "pine",
            "crimson",
        )
        for ground in ("paper", "paper-sunk", "paper-high")
    ],
    *[
        (ink, f"{wash}-wash")
        for wash in ("indigo", "gold", "pine", "crimson")
        for ink in ("ink", "ink-soft", "indigo", wash)
    ],
    ("on-vermilion", "vermilion"),
    ("on-vermilion", "vermilion-deep"),
    ("paper", "ink"),
    ("paper", "crimson"),
]
MARKS = [
    ("rule-strong", "paper"),
    ("rule-strong", "paper-high"),
    ("focus", "paper"),
    ("gold-line", "paper"),
]


def _palettes() -> dict[str, dict[str, str]]:
    source = TOKENS.read_text()
    light, dark = (
        source.split("@media (prefers-color-scheme: dark)")[0],
        source.split('[data-theme="dark"]')[1],
    )
    found = {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for name, part in (("light", light), ("dark", dark))
    }
    return {name: found["light"] | palette for name, palette in found.items()}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (MARKS, 3.0)])
def test_contrast(theme, pairs, least):
    palette = _palettes()[theme]
    weak = {
        f"{a} on {b}": round(contrast(palette[a], palette[b]), 2)
        for a, b in pairs
        if contrast(palette[a], palette[b]) < least
    }
    assert weak == {}


def test_both_dark_blocks_are_the_same():
    source = TOKENS.read_text()
    blocks = re.findall(r"color-scheme: dark;\s*(--paper.*?)\}", source, re.DOTALL)
    assert len(blocks) == 2
    assert re.sub(r"\s+", " ", blocks[0]).strip() == re.sub(r"\s+", " ", blocks[1]).strip()
