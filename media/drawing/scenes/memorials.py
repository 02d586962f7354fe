"""Scenes of remembrance: the stele and the memorial hall."""

from media.drawing import buildings, hills, sky, trees
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import bend, disc, ellipse, rect, through, trapeze
from media.drawing.sheet import Sheet


def stele(s: Sheet) -> None:
    """One tall stele among pines, or a row of them."""
    ground = s.rng.uniform(690, 730)
    cx = s.x(s.rng.uniform(0.42, 0.58))
    row = s.rng.random() < 0.4
    sun = cx + s.rng.choice((-1, 1)) * s.rng.uniform(300, 430)
    sky.sun(s, sun, s.rng.uniform(210, 320), s.rng.uniform(54, 110))
    hills.country(s, ground - 110, 3)
    for i in range(9):
        x = s.x(i / 8) + s.rng.uniform(-26, 26)
        if abs(x - cx) > 170 or row:
            s.plate(s.tone.mid, [trees.cypress(x, ground + 6, s.rng.uniform(150, 270))])
    s.plate(mix(s.tone.pale, PAPER, 0.4), [rect(-10, ground, s.w + 20, 300)])
    if row:
        count = s.rng.randint(4, 6)
        for i in range(count):
            x = cx + (i - (count - 1) / 2) * 190
            _slab(s, x, ground + 30 + 18 * (i % 2), 112, s.rng.uniform(300, 420))
    else:
        buildings.stairs(s, cx, ground + 8, 930, 760, 320, s.tone.soft)
        _slab(s, cx, ground + 16, 176, s.rng.uniform(500, 560))
    _flowers(s, cx, ground + (64 if row else 34), 230 if row else 150)
    side, apart = s.rng.choice((-1, 1)), 0.42 if row else 0.3
    trees.pine(
        s, cx + side * s.x(apart), ground + 110, s.rng.uniform(330, 430), s.tone.deep, -0.14 * side
    )
    trees.pine(
        s,
        cx - side * s.x(apart + 0.06),
        ground + 60,
        s.rng.uniform(220, 300),
        s.tone.deep,
        0.1 * side,
    )


def _slab(s: Sheet, cx: float, base: float, width: float, height: float) -> None:
    """A stele on a three-stepped foot, one face lit."""
    half, top = width / 2, base - height
    foot = [
        rect(cx - half * (1.2 + 0.28 * i), base - 54 + 18 * i, width * (1.2 + 0.28 * i), 18)
        for i in range(3)
    ]
    body = [
        (cx - half, base - 54),
        *bend((cx - half * 0.88, top + 34), (cx, top - 34), (cx + half * 0.88, top + 34)),
        (cx + half, base - 54),
    ]
    s.plate(s.tone.deep, [body])
    s.plate(
        mix(s.tone.deep, s.tone.soft, 0.45),
        [rect(cx + half * 0.5, top - 20, half, height)],
        clip=[body],
    )
    s.plate(s.tone.mid, foot[::2])
    s.plate(s.tone.soft, foot[1:2])
    rows = round(height / 52)
    marks = [rect(cx - half * 0.36, top + 90 + i * 30, half * 0.44, 7) for i in range(rows)]
    s.plate(GOLD, marks)


def _flowers(s: Sheet, cx: float, y: float, half: float) -> None:
    """Flowers laid down at the foot, white and vermilion."""
    xs = [cx - half + i * 18 + s.rng.uniform(-5, 5) for i in range(int(half / 9))]
    blooms = [disc(x, y + s.rng.uniform(-9, 9), s.rng.uniform(7, 11)) for x in xs]
    s.plate(s.tone.deep, [ellipse(cx, y + 9, half + 16, 13)])
    s.plate(WHITE, blooms[::2])
    s.plate(VERMILION, blooms[1::2])


def memorial(s: Sheet) -> None:
    """A hall above broad steps, cypresses on both sides, a flame before it."""
    cx, ground = s.x(s.rng.uniform(0.44, 0.56)), s.rng.uniform(560, 600)
    hills.country(s, ground - 60, 3)
    if s.rng.random() < 0.5:
        sky.clouds(s, 120, 240, 3, s.tone.pale)
    else:
        low, r = cx + s.rng.uniform(-60, 60), s.rng.uniform(190, 230)
        sky.sun(s, low, ground - 250, r, mix(GOLD, PAPER, 0.45))
    width = s.rng.uniform(600, 720)
    _hall(s, cx, ground, width)
    s.plate(mix(s.tone.pale, s.tone.soft, 0.3), [rect(-10, ground, s.w + 20, 400)])
    buildings.stairs(s, cx, ground, 920, width * 1.5, width * 0.7, s.tone.soft)
    for i in range(5):
        for side in (-1, 1):
            x = cx + side * (width * 0.56 + i * (58 + i * 22))
            s.plate(s.tone.deep, [trees.cypress(x, ground + 30 + i * 44, 190 + i * 68)])
    _flame(s, cx, ground + 130)


def _hall(s: Sheet, cx: float, ground: float, width: float) -> None:
    """A hall of columns under a curved roof or a flat one."""
    height, half = s.rng.uniform(180, 220), width / 2
    top = ground - height
    s.plate(WHITE, [rect(cx - half, top, width, height)])
    inside = rect(cx - half + 16, top, width - 32, height)
    s.plate(mix(s.tone.mid, s.tone.deep, 0.3), [inside])
    s.plate(WHITE, buildings.columns(cx - half, top, width, ground, s.rng.choice((6, 8)), 24))
    if s.rng.random() < 0.5:
        roof = buildings.curved_roof(cx, top + 6, half + 20, 120, 54)
        s.plate(s.tone.deep, [roof, buildings.ridge_line(cx, top + 6, half + 20, 120)])
    else:
        slab = rect(cx - half - 40, top - 46, width + 80, 50)
        s.plate(s.tone.deep, [slab, rect(cx - width * 0.36, top - 92, width * 0.72, 38)])


def _flame(s: Sheet, cx: float, base: float) -> None:
    bowl = trapeze(cx, base - 12, 148, base + 26, 80)
    foot = [rect(cx - 12, base + 20, 24, 44), rect(cx - 54, base + 62, 108, 16)]
    s.plate(s.tone.deep, [bowl, *foot])
    left = through((cx, cx - 34, cx - 20, cx + 8), (base - 14, base - 44, base - 86, base - 140))
    right = through((cx + 8, cx + 14, cx + 36, cx), (base - 140, base - 96, base - 62, base - 14))
    s.plate(VERMILION, [left + right])
    s.plate(GOLD, [ellipse(cx + 1, base - 40, 12, 22)])
