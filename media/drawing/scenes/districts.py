"""Scenes of districts, seen as a map sees them."""

from media.drawing.palette import PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import Shape, band, disc, rect, stroke, through, turned
from media.drawing.sheet import Sheet


def area(s: Sheet) -> None:
    """A district from above: blocks, a river with bridges, one marked place."""
    s.flood(mix(s.tone.pale, PAPER, 0.3))
    _blocks(s, s.rng.uniform(-16, 16))
    middle = s.rng.uniform(0.25, 0.7)
    xs = (-60, s.x(middle * 0.5), s.x(middle), s.x(0.8), s.w + 60)
    ys = [s.rng.uniform(low, 900 - low) for low in (120, 250, 300, 200, 150)]
    river = through(xs, ys, 24)
    s.plate(PAPER, [stroke(river, 112, 148)])
    s.plate(s.tone.mid, [stroke(river, 88, 120)])
    s.plate(s.tone.soft, [stroke([(x, y + d) for x, y in river], 3) for d in (-22, 4, 28)])
    for i in (20, 46, 72):
        (ax, ay), (bx, by) = river[i], river[i + 1]
        across = turned([(ax, ay - 84), (ax, ay + 84)], _slope(ax, ay, bx, by), (ax, ay))
        s.plate(WHITE, [stroke(across, 20)])
    x, y = river[s.rng.choice((34, 58))]
    _marker(s, x, y, 1 if y < 450 else -1)


def _blocks(s: Sheet, slant: float) -> None:
    """Blocks of houses in uneven rows, turned by `slant` degrees."""
    inks = (WHITE, mix(s.tone.warm, PAPER, 0.35), s.tone.soft, s.tone.mid)
    shapes: list[list[Shape]] = [[] for _ in inks]
    y = -260.0
    while y < 1160:
        high, x = s.rng.uniform(90, 160), -300.0
        while x < s.w + 300:
            wide = s.rng.uniform(90, 240)
            if s.rng.random() < 0.94:
                block = turned(rect(x, y, wide, high), slant, (s.w / 2, 450))
                s.rng.choices(shapes, weights=(8, 4, 2, 1))[0].append(block)
            x += wide + s.rng.choice((12, 12, 26))
        y += high + s.rng.choice((12, 12, 30))
    for ink, blocks in zip(inks, shapes, strict=True):
        s.plate(ink, blocks)


def _slope(ax: float, ay: float, bx: float, by: float) -> float:
    return max(-40.0, min(40.0, (by - ay) / (bx - ax or 1) * 45))


def _marker(s: Sheet, x: float, y: float, side: int) -> None:
    y += side * 150
    s.plate(PAPER, [disc(x, y, 66)])
    s.plate(VERMILION, [disc(x, y, 46)])
    s.plate(PAPER, [disc(x, y, 15)])
    s.plate(s.tone.deep, [band(x, y, 92, 4), band(x, y, 130, 2.5)])
