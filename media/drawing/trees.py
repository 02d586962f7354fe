"""Pines, cypresses, willows, ginkgos, bamboo."""

from math import cos, pi, sin

from media.drawing.palette import Colour
from media.drawing.shapes import Shape, bar, bend, disc, ellipse, moved, smooth, stroke, turned
from media.drawing.sheet import Sheet


def pine(s: Sheet, x: float, base: float, height: float, colour: Colour, lean: float = 0) -> None:
    """An old pine: a bent trunk and level clouds of needles."""
    top = (x + lean * height, base - height)
    trunk = smooth(
        [
            (x, base),
            (x + lean * height * 0.1 + height * 0.04, base - height * 0.4),
            (x + lean * height * 0.75 - height * 0.03, base - height * 0.75),
            top,
        ]
    )
    shapes = [stroke(trunk, height * 0.065, height * 0.02)]
    for i, level in enumerate((1.0, 0.84, 0.68, 0.54)):
        side = 1 if i % 2 else -1
        width = height * (0.3 + 0.1 * i) * s.rng.uniform(0.85, 1.15)
        cx = x + lean * height * level + side * width * 0.2
        cy = base - height * level
        thick = height * 0.075
        shapes.append(bar(cx - width / 2, cy - thick / 2, width, thick))
        shapes.append(bar(cx - width * 0.3, cy - thick * 1.1, width * 0.58, thick))
    s.plate(colour, shapes)


def cypress(x: float, base: float, height: float) -> Shape:
    """A cypress as one spindle."""
    half = height * 0.13
    left = smooth(
        [
            (x, base),
            (x - half, base - height * 0.3),
            (x - half * 0.6, base - height * 0.7),
            (x, base - height),
        ]
    )
    right = smooth(
        [
            (x, base - height),
            (x + half * 0.6, base - height * 0.7),
            (x + half, base - height * 0.3),
            (x, base),
        ]
    )
    return left + right


def willow(s: Sheet, x: float, length: float, colour: Colour, strands: int = 9) -> None:
    """Strands hanging in from above the sheet, with leaves."""
    shapes = []
    for i in range(strands):
        sx = x + i * 30 + s.rng.uniform(-12, 12)
        end = s.rng.uniform(0.45, 1) * length
        strand = bend((sx, -20), (sx + 24, end * 0.5), (sx + s.rng.uniform(-16, 34), end))
        shapes.append(stroke(strand, 3, 1))
        for k, (lx, ly) in enumerate(strand[3::2]):
            side = 1 if k % 2 else -1
            shapes.append(turned(ellipse(lx, ly + 13, 3.6, 15), side * -28, (lx, ly)))
    s.plate(colour, shapes)


def ginkgo(s: Sheet, x: float, base: float, height: float, crown: Colour, trunk: Colour) -> None:
    """A broad crown of overlapping rounds on a forked trunk."""
    s.plate(
        trunk,
        [
            stroke(
                smooth(
                    [(x, base), (x + height * 0.015, base - height * 0.4), (x, base - height * 0.7)]
                ),
                height * 0.055,
                height * 0.02,
            )
        ],
    )
    rounds = []
    for i in range(9):
        angle = i * 2.4
        reach = height * 0.24 * (i / 9) ** 0.5
        rounds.append(
            disc(
                x + reach * 1.35 * cos(angle),
                base - height * 0.72 + reach * sin(angle),
                height * s.rng.uniform(0.12, 0.19),
            )
        )
    s.plate(crown, rounds)
    forks = [
        (
            (x, base - height * 0.42),
            (x + side * height * 0.1, base - height * 0.6),
            (x + side * height * 0.17, base - height * 0.76),
        )
        for side in (-1, 1)
    ]
    s.plate(trunk, [stroke(bend(*fork), height * 0.022, 2) for fork in forks])


def bamboo(s: Sheet, x: float, base: float, height: float, colour: Colour, stems: int = 3) -> None:
    """Jointed stems and pointed leaves."""
    shapes: list[Shape] = []
    for i in range(stems):
        sx = x + i * s.rng.uniform(26, 44)
        tall = height * s.rng.uniform(0.75, 1)
        joint = tall / 6
        for k in range(6):
            shapes.append(
                stroke(
                    [
                        (sx + k * 2.0, base - k * joint),
                        (sx + (k + 1) * 2.0, base - (k + 1) * joint + 5),
                    ],
                    9 - k * 0.8,
                )
            )
            if k > 1:
                shapes += _leaves(s, sx + k * 2, base - k * joint)
    s.plate(colour, shapes)


def _leaves(s: Sheet, x: float, y: float) -> list[Shape]:
    leaves = []
    side = s.rng.choice((-1, 1))
    for _ in range(3):
        length = s.rng.uniform(44, 78)
        angle = (20 + s.rng.uniform(0, 62)) * pi / 180
        tip = (x + side * length * cos(angle), y + length * sin(angle))
        leaf = bend((x, y), (x + side * length * 0.45, y + length * 0.12), tip, 8)
        leaves.append(
            leaf + moved(bend(tip, (x + side * length * 0.3, y + length * 0.42), (x, y), 8), 0, 0)
        )
    return leaves
