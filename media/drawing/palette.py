"""The inks: ink, indigo, gold, one vermilion, and the tints a printer gets by thinning them."""

from dataclasses import dataclass
from random import Random

Colour = tuple[int, int, int]

PAPER: Colour = (247, 243, 234)
WHITE: Colour = (253, 251, 246)
INK: Colour = (35, 37, 43)
NIGHT: Colour = (29, 42, 66)
INDIGO: Colour = (48, 80, 126)
VERMILION: Colour = (207, 63, 40)
GOLD: Colour = (194, 150, 70)
SAND: Colour = (228, 208, 168)
MIST: Colour = (208, 217, 222)
STONE: Colour = (221, 215, 203)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` thinned with `other`; `share` of the other from 0 to 1."""
    r, g, b = (round(a + (c - a) * share) for a, c in zip(one, other, strict=True))
    return (r, g, b)


@dataclass(frozen=True)
class Tone:
    """The inks of one print. Names say what an ink does in the picture, not its hue."""

    deep: Colour
    mid: Colour
    soft: Colour
    pale: Colour
    warm: Colour


TONES: tuple[Tone, ...] = (
    Tone(NIGHT, INDIGO, (137, 160, 185), MIST, SAND),
    Tone(INK, (88, 104, 120), (152, 163, 168), STONE, SAND),
    # Gold printed over indigo gives the celadon and pine greens.
    Tone((32, 56, 60), (78, 116, 114), (147, 174, 164), (214, 222, 211), SAND),
    Tone(NIGHT, (70, 92, 128), (190, 160, 106), (233, 221, 195), (214, 178, 112)),
)
LOESS = Tone((58, 44, 38), (148, 104, 62), (199, 160, 104), (236, 221, 190), (222, 188, 130))


def tone_for(rng: Random, region: str) -> Tone:
    """Choose the inks of a print; loess country prints in earth more often than not."""
    if region == "loess" and rng.random() < 0.7:
        return LOESS
    weights = {"canal": (3, 3, 3, 1), "hills": (3, 1, 4, 2)}.get(region, (4, 3, 3, 3))
    return rng.choices(TONES, weights=weights)[0]
