"""Lamps, lanterns, curtains, seats, film."""

from math import sin

from media.drawing import hills, sky
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, Colour, mix
from media.drawing.shapes import Shape, band, bend, ellipse, rect, under
from media.drawing.sheet import Sheet


def shade(s: Sheet, cx: float, base: float, width: float, colour: Colour) -> None:
    """A metal lamp shade on its cord; `width` is half the opening."""
    left = bend(
        (cx - width, base),
        (cx - width * 0.72, base - width * 0.8),
        (cx - width * 0.16, base - width * 0.92),
    )
    right = bend(
        (cx + width * 0.16, base - width * 0.92),
        (cx + width * 0.72, base - width * 0.8),
        (cx + width, base),
    )
    s.plate(WHITE, [ellipse(cx, base, width * 0.3, width * 0.26)])
    s.plate(
        colour,
        [
            left + right,
            rect(cx - 3, -20, 6, base - width * 0.9 + 20),
            rect(cx - 15, base - width * 1.12, 30, width * 0.24),
        ],
    )
    s.plate(VERMILION, [rect(cx - width, base - 9, width * 2, 9)])


def lantern(s: Sheet, x: float, y: float, size: float, colour: Colour, hook: float = 60) -> None:
    """A paper lantern with ribs, centre at `y`, its cord hung at the level `hook`."""
    rx, ry = size, size * 0.82
    s.plate(s.tone.deep, [rect(x - 2, hook, 4, y - ry - hook)])
    s.plate(colour, [ellipse(x, y, rx, ry)])
    ribs = [ellipse(x, y, rx * f, ry) for f in (0.76, 0.4)]
    for rib in ribs:
        s.plate(
            mix(colour, PAPER, 0.45),
            [rib],
            cut=[ellipse(x, y, max(abs(rib[0][0] - x) - 3, 1), ry - 1)],
        )
    s.plate(
        s.tone.deep,
        [
            rect(x - rx * 0.4, y - ry - 7, rx * 0.8, 16),
            rect(x - rx * 0.4, y + ry - 9, rx * 0.8, 16),
        ],
    )
    fringe = [
        rect(x - rx * 0.22 + i * rx * 0.11, y + ry + 7, 3, size * 0.6 - abs(i - 2) * 9)
        for i in range(5)
    ]
    s.plate(GOLD, fringe)


def eave(s: Sheet, level: float) -> None:
    """The dark underside of a tiled eave along the top of the sheet."""
    edge = bend((-40, level - 60), (s.w * 0.55, level + 40), (s.w + 60, level - 84))
    s.plate(s.tone.deep, [[*edge, (s.w + 60, -20), (-40, -20)]])
    tiles = [
        ellipse(x, y + 2, 15, 15)
        for x, y in bend(
            (-40, level - 60), (s.w * 0.55, level + 40), (s.w + 60, level - 84), round(s.w / 44)
        )
    ]
    s.plate(s.tone.deep, tiles)
    s.plate(s.tone.soft, [ellipse(x, y, 4, 4) for x, y in (_centre(tile) for tile in tiles)])


def _centre(shape: Shape) -> tuple[float, float]:
    return (sum(x for x, _ in shape) / len(shape), sum(y for _, y in shape) / len(shape))


def curtain(s: Sheet, floor: float, inks: tuple[Colour, Colour]) -> None:
    """A stage curtain in folds, down to the floor."""
    s.plate(inks[0], [rect(-10, -10, s.w + 20, floor + 10)])
    folds, x = [], s.rng.uniform(-40, 0)
    while x < s.w:
        width = s.rng.uniform(16, 44)
        folds.append([(x, -10), (x + width, -10), (x + width * 1.2 + 6, floor), (x - 6, floor)])
        x += width + s.rng.uniform(26, 62)
    s.plate(inks[1], folds)


def seats(s: Sheet, top: float, rows: int, inks: tuple[Colour, ...]) -> None:
    """Rows of empty seat backs, nearer ones larger."""
    step = (900 - top) / rows
    for row in range(rows):
        size = 84 + row * 34
        y = top + step * row * (0.86 + 0.07 * row)
        ink = inks[min(len(inks) - 1, row * len(inks) // rows)]
        x = -size * (0.9 if row % 2 else 0.4)
        shapes = []
        while x < s.w + size:
            sag = 14 * sin(x / s.w * 3.14)
            shapes.append(_seat(x, y + sag, size * 0.86, 300))
            x += size
        s.plate(ink, shapes)


def _seat(x: float, y: float, width: float, height: float) -> Shape:
    r = width * 0.28
    return [
        (x, y + height),
        *ellipse(x + r, y + r, r, r, 180, 270),
        *ellipse(x + width - r, y + r, r, r, 270, 360),
        (x + width, y + height),
    ]


def fan(s: Sheet, cx: float, centre: float, top: float, rows: int) -> None:
    """Seat rows as arcs around a stage, in alternating inks, broken by aisles."""
    inks = (s.tone.mid, s.tone.soft)
    reach = top - centre
    for row in range(rows):
        r = reach + 30 + row * (44 + row * 5)
        width = 26 + row * 5
        for start, end in ((8, 56), (60, 120), (124, 172)):
            arc = band(cx, centre, r, width, start, end)
            s.plate(inks[row % 2], [[(cx + (x - cx) * 2.2, y) for x, y in arc]])


def film_frame(s: Sheet, frame: Shape) -> None:
    """A lit screen with a quiet landscape on it."""
    s.plate(PAPER, [frame])
    (x0, y0), (x1, y1) = frame[0], frame[2]
    wide, high = x1 - x0, y1 - y0
    s.plate(
        GOLD,
        [
            ellipse(
                x0 + wide * s.rng.uniform(0.25, 0.75), y0 + high * 0.42, high * 0.17, high * 0.17
            )
        ],
        clip=[frame],
    )
    s.plate(VERMILION, [rect(x0 - 14, y1 + 6, wide + 28, 9)])
    for i, ink in enumerate((s.tone.pale, s.tone.soft, s.tone.mid)):
        line = hills.ridge(s, y0 + high * (0.6 + 0.14 * i), high * 0.14, 2.2)
        s.plate(ink, [under(line, y1 + 60)], clip=[frame])
    sky.birds(s, x0 + wide * 0.4, y0 + high * 0.22, 3, s.tone.mid)
