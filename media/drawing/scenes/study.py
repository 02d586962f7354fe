"""Scenes of study: the book and the pen."""

from media.drawing import hills, objects, sky
from media.drawing.palette import PAPER, VERMILION, WHITE, Colour, mix
from media.drawing.shapes import Shape, bend, disc, rect, stroke, through, turned
from media.drawing.sheet import Sheet


def book(s: Sheet) -> None:
    """An open book whose pages become hills."""
    cx, spine = s.x(s.rng.uniform(0.42, 0.58)), s.rng.uniform(720, 760)
    half = min(s.w * 0.42, 640)
    aside = s.rng.choice((-1, 1)) * s.rng.uniform(0, 330)
    sky.sun(s, cx + aside, s.rng.uniform(200, 290), s.rng.uniform(66, 110))
    hills.country(s, 500, 3)
    s.plate(PAPER, [rect(-10, 520, s.w + 20, 400)])
    s.plate(s.tone.deep, [rect(cx - half - 26, spine + 36, half * 2 + 52, 16)])
    _leaves(s, cx, spine, half)
    lines = []
    for k in range(3):
        long = half * (0.5 if k % 3 else 0.38)
        xs = (cx + half * 0.3, cx - half * 0.3 - long)
        lines += [rect(x, spine - 22 + k * 15, long, 4) for x in xs]
    s.plate(s.tone.soft, lines)
    ends = [(cx + 15, spine + 120), (cx + 2, spine + 100), (cx - 13, spine + 120)]
    s.plate(VERMILION, [[(cx - 11, spine - 10), (cx + 11, spine - 10), *ends]])


def _leaves(s: Sheet, cx: float, spine: float, half: float) -> None:
    """The turned pages, farthest first, each in a paler ink."""
    count, fullness = s.rng.randint(4, 8), s.rng.uniform(300, 400)
    inks = (s.tone.mid, s.tone.soft, s.tone.pale, s.tone.warm)
    for i in range(count):
        t, last = i / count, i == count - 1
        for side in (-1, 1):
            lift = fullness * (1 - t) * s.rng.uniform(0.82, 1.1)
            reach = half * (0.62 + 0.38 * t)
            crest = (cx + side * reach * 0.3, spine - lift * 1.35)
            edge = (cx + side * reach, spine + 20 - lift * 0.62)
            top = bend((cx, spine + 20 - 40 * (1 - t)), crest, edge)
            page = [*top, (cx + side * half, spine + 36), (cx, spine + 36)]
            s.plate(WHITE if last else inks[i % 4], [page])
            s.plate(s.tone.deep if last else WHITE, [stroke(top, 2.5)])


def pen(s: Sheet) -> None:
    """A pen on ruled manuscript paper, its line running like hills."""
    slant, cell = s.rng.uniform(-11, 11), s.rng.choice((54.0, 62.0, 74.0))
    left, top = s.x(s.rng.uniform(0.08, 0.24)), s.rng.uniform(120, 170)
    columns, rows = int(s.w * 0.64 / cell), int(600 / (cell * 1.3)) + 1
    wide, high = columns * cell, rows * cell * 1.3
    middle = (s.w / 2, 450.0)

    def put(ink: Colour, shapes: list[Shape]) -> None:
        s.plate(ink, [turned(shape, slant, middle) for shape in shapes])

    s.flood(mix(s.tone.pale, PAPER, 0.15))
    put(mix(s.tone.soft, s.tone.pale, 0.4), [rect(left - 46, top - 46, wide + 120, high + 120)])
    put(WHITE, [rect(left - 60, top - 62, wide + 120, high + 120)])
    put(mix(s.tone.soft, WHITE, 0.25), _squares(left, top, cell, columns, rows))
    filled = s.rng.randint(columns // 2, columns * 2)
    spots = [divmod(i, columns) for i in range(filled) if s.rng.random() < 0.9]
    r = cell * 0.25
    put(
        s.tone.deep,
        [disc(left + (c + 0.5) * cell, top + (w * 1.3 + 0.5) * cell, r) for w, c in spots],
    )
    put(VERMILION, [rect(left + wide - 58, top + high - cell * 1.2, 58, 58)])
    x, y = left + wide * s.rng.uniform(0.5, 0.72), top + high * s.rng.uniform(0.66, 0.78)
    xs = (left - 40, left + wide * 0.16, left + wide * 0.26, left + wide * 0.4, x - 80, x)
    rises = (-40, s.rng.uniform(30, 110), -12, s.rng.uniform(70, 150), -30, 0)
    s.plate(s.tone.mid, [stroke(through(xs, [y - rise for rise in rises]), 3, 9)])
    objects.nib(s, (x, y), s.rng.uniform(430, 500), s.rng.uniform(30, 56))


def _squares(left: float, top: float, cell: float, columns: int, rows: int) -> list[Shape]:
    """The rows of squares of manuscript paper, one character a square."""
    grid = []
    for row in range(rows):
        y = top + row * cell * 1.3
        grid += [rect(left, y + edge, columns * cell, 2.2) for edge in (0, cell)]
        grid += [rect(left + column * cell, y, 2.2, cell) for column in range(columns + 1)]
    return grid
