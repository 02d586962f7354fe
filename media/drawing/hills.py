"""Land: ridges, peaks, loess terraces, and the country that lies behind a scene."""

from collections.abc import Callable
from itertools import pairwise
from math import sin, tau

from media.drawing.palette import PAPER, Colour, mix
from media.drawing.shapes import Shape, along, smooth, stroke, under
from media.drawing.sheet import Sheet


def ridge(s: Sheet, y: float, height: float, waves: float = 1.4) -> Shape:
    """A soft skyline around `y`, rising and falling by `height`."""
    terms = [
        (
            waves * (i + 1) * s.rng.uniform(0.8, 1.2),
            s.rng.uniform(0, tau),
            height / (i + 1.4) ** 1.5,
        )
        for i in range(4)
    ]
    return along(s.w, lambda x: y - sum(a * sin(f * tau * x / 1600 + p) for f, p, a in terms))


def peaks(s: Sheet, y: float, height: float, count: int) -> Shape:
    """A skyline of steep summits, one clearly the highest."""
    highest = s.rng.randrange(count)
    points = [(-60.0, y)]
    for i in range(count):
        x = s.x((i + 0.5 + s.rng.uniform(-0.22, 0.22)) / count)
        rise = height * (1 if i == highest else s.rng.uniform(0.35, 0.75))
        half = s.w / count * s.rng.uniform(0.3, 0.42)
        points += [(x - half, y - rise * 0.28), (x - half * 0.3, y - rise * 0.86), (x, y - rise)]
        points += [(x + half * 0.34, y - rise * 0.74), (x + half, y - rise * 0.2)]
    points.append((s.w + 60, y))
    return smooth(sorted(points), 8)


def crags(s: Sheet, y: float, height: float) -> Shape:
    """A broken skyline of rock: steep faces, shoulders, unequal summits."""
    points, x = [(-60.0, y)], -s.rng.uniform(0, 160)
    while x < s.w + 120:
        rise, half = height * s.rng.uniform(0.35, 1), s.rng.uniform(80, 150)
        steps = (
            (-1, 0.12),
            (-0.62, 0.44),
            (-0.5, 0.5),
            (-0.24, 0.86),
            (-0.04, 1.0),
            (0.14, 0.9),
            (0.32, 0.6),
            (0.5, 0.52),
            (0.9, 0.1),
        )
        points += [(x + a * half + s.rng.uniform(-5, 5), y - rise * b) for a, b in steps]
        x += half * s.rng.uniform(1.7, 2.7)
    # Points that stand too close would make needles of the curve.
    apart = [points[0]]
    apart += [b for a, b in pairwise(sorted(points)) if b[0] - a[0] > 9]
    return smooth(apart, 4)


def facets(s: Sheet, line: Shape, floor: float) -> list[Shape]:
    """Shaded faces hanging from the summits of a skyline, all on the same side."""
    shapes = []
    for i in range(12, len(line) - 12):
        x, y = line[i]
        if y < floor - 60 and y == min(p[1] for p in line[i - 10 : i + 11]):
            drop = (floor - y) * s.rng.uniform(0.55, 0.8)
            edge = [p for p in line[i : i + 16] if p[1] < y + drop]
            shapes.append(
                [
                    *edge,
                    (x + drop * 0.2, y + drop),
                    (x - drop * 0.06, y + drop * 0.62),
                    (x + drop * 0.07, y + drop * 0.3),
                ]
            )
    return shapes


def terraces(s: Sheet, top: float, bottom: float, steps: int, inks: tuple[Colour, ...]) -> None:
    """Fields in steps, one contour under the other, each with its lit edge."""
    phase, lean = s.rng.uniform(0, tau), s.rng.uniform(0.7, 1.2)
    swell = (bottom - top) * 0.24
    for i in range(steps):
        t = i / (steps - 1)
        drift = phase + t * s.rng.uniform(1.5, 1.9)
        y = top + (bottom - top) * t**1.25
        line = along(s.w, _contour(y, swell * (1 - 0.55 * t), swell * 0.32, lean, drift))
        s.plate(inks[i % len(inks)], [under(line, 920)])
        s.plate(mix(inks[i % len(inks)], PAPER, 0.55), [stroke(line, 3.2)])


def _contour(
    y: float, swell: float, ripple: float, lean: float, drift: float
) -> Callable[[float], float]:
    """The line of one terrace: a slow swell and a quicker ripple around `y`."""
    return lambda x: (
        y
        - swell * sin(lean * tau * x / 1600 + drift)
        - ripple * sin(2.3 * tau * x / 1600 + drift * 1.7)
    )


def country(s: Sheet, horizon: float, layers: int = 3) -> None:
    """The land behind a scene, as the region has it: canals, mountains, loess or soft hills.

    The farthest layer is the palest. Everything stays above `horizon` plus a little.
    """
    for i in range(layers):
        t = (i + 1) / layers
        ink = mix(s.tone.pale, s.tone.soft, t * 0.85)
        y = horizon - 120 * (1 - t)
        if s.region == "hills":
            line = peaks(s, y + 30, 250 - 110 * t, 3 + i)
        elif s.region == "loess":
            line = _plateau(s, y, 120 - 40 * t)
        elif s.region == "canal":
            line = ridge(s, y + 22, 34, 0.8)
        else:
            line = ridge(s, y, 84 - 24 * t, 0.9 + 0.3 * i)
        s.plate(ink, [under(line, 920)])


def _plateau(s: Sheet, y: float, height: float) -> Shape:
    """A loess tableland: level tops, gullies between them."""
    points = [(-60.0, y)]
    x = -s.rng.uniform(0, 200)
    while x < s.w + 200:
        flat = s.rng.uniform(180, 420)
        lift = height * s.rng.uniform(0.55, 1)
        points += [
            (x + 36, y - lift * 0.8),
            (x + 70, y - lift),
            (x + flat, y - lift),
            (x + flat + 40, y - lift * 0.7),
        ]
        x += flat + s.rng.uniform(90, 180)
        points.append((x - 20, y - 6))
    return smooth(sorted(points), 7)
