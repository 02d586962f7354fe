"""Scenes of open country: the bridge, the mountain, the terraces."""

from media.drawing import buildings, hills, sky, trees, water
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import arch, bend, disc, ellipse, mirrored, rect, smooth, stroke, under
from media.drawing.sheet import Sheet


def bridge(s: Sheet) -> None:
    """A stone bridge over still water; arch and reflection close a circle."""
    level = s.rng.uniform(560, 620)
    cx, span = s.x(s.rng.uniform(0.4, 0.58)), s.rng.uniform(340, 440)
    sky.sun(
        s,
        cx + s.rng.choice((-1, 1)) * s.rng.uniform(300, 400),
        s.rng.uniform(170, 250),
        s.rng.uniform(48, 66),
    )
    hills.country(s, level - 60, 3)
    _bank(s, level)
    s.plate(mix(s.tone.pale, PAPER, 0.35), [rect(-10, level, s.w + 20, 400)])
    s.plate(WHITE, [ellipse(cx, level, span / 2, span / 2)])
    deck = water.stone_bridge(s, cx, level, span, s.tone.deep)
    s.plate(
        mix(s.tone.soft, s.tone.pale, 0.35),
        [mirrored(deck, level, 0.86)],
        cut=[ellipse(cx, level, span / 2, span * 0.44, 0, 180)],
    )
    water.ripples(s, level + 14, 900, WHITE, 1.3)
    water.boat(
        s, cx + span * s.rng.choice((-1.1, 1.15)), level + s.rng.uniform(130, 190), 260, VERMILION
    )
    if s.rng.random() < 0.7:
        trees.willow(s, s.x(s.rng.choice((0.02, 0.78))), 420, s.tone.mid)


def _bank(s: Sheet, level: float) -> None:
    x = -30.0
    while x < s.w:
        width, height = s.rng.uniform(130, 230), s.rng.uniform(110, 200)
        if s.rng.random() < 0.72:
            buildings.house(s, x, level, width, height, WHITE)
        x += width + s.rng.uniform(20, 120)
    s.plate(s.tone.mid, [rect(-10, level - 12, s.w + 20, 14)])


def mountain(s: Sheet) -> None:
    """Ranges behind ranges in cloud, a pavilion on one ridge, a pine on the nearest rock."""
    sky.sun(s, s.x(s.rng.uniform(0.15, 0.85)), s.rng.uniform(130, 210), s.rng.uniform(54, 86))
    count = s.rng.randint(4, 5)
    inks = (s.tone.pale, mix(s.tone.pale, s.tone.soft, 0.6), s.tone.soft, s.tone.mid, s.tone.deep)[
        5 - count :
    ]
    first, seat = s.rng.uniform(400, 470), (0.0, 0.0)
    for i, ink in enumerate(inks):
        y = first + i * (560 / count)
        line = hills.crags(s, y, s.rng.uniform(240, 330) - i * 34)
        s.plate(ink, [under(line, 920)])
        s.plate(mix(ink, s.tone.deep, 0.16), hills.facets(s, line, y), clip=[under(line, 920)])
        if i < count - 1:
            sky.clouds(s, y - 10, y + 60, s.rng.randint(1, 3), PAPER)
        if i == count - 2:
            seat = min(line[8:-8], key=lambda p: abs(p[0] - s.x(0.62)) - (450 - p[1]) * 0.4)
    trees.pine(
        s,
        s.x(s.rng.uniform(0.07, 0.2)),
        890,
        s.rng.uniform(340, 460),
        s.tone.deep,
        s.rng.uniform(0.08, 0.2),
    )
    buildings.pavilion(s, seat[0], seat[1] + 14, s.rng.uniform(74, 96), VERMILION)
    sky.birds(s, s.x(s.rng.uniform(0.3, 0.6)), 160, s.rng.randint(3, 6))


def terraces(s: Sheet) -> None:
    """Loess steps with cave dwellings and one persimmon tree in fruit."""
    top = s.rng.uniform(330, 400)
    sky.sun(s, s.x(s.rng.uniform(0.2, 0.45)), top - 150, s.rng.uniform(50, 76), GOLD)
    hills.country(s, top, 2)
    inks = (
        s.tone.warm,
        mix(s.tone.soft, s.tone.warm, 0.4),
        s.tone.soft,
        mix(s.tone.mid, s.tone.soft, 0.4),
        s.tone.mid,
    )
    hills.terraces(s, top + 60, 860, s.rng.randint(7, 9), inks)
    if s.rng.random() < 0.7:
        _caves(s, s.x(s.rng.uniform(0.52, 0.66)), s.rng.uniform(690, 740))
    _persimmon(s, s.x(s.rng.uniform(0.16, 0.26)), 850, s.rng.uniform(400, 480))


def _caves(s: Sheet, cx: float, floor: float) -> None:
    """Cave dwellings in a cut bank, a level yard before them."""
    count = s.rng.randint(3, 5)
    half = count * 66 + 70
    bank = smooth(
        [
            (-60, floor - s.rng.uniform(20, 90)),
            (cx - half - 160, floor - 90),
            (cx - half, floor - 166),
            (cx, floor - 184),
            (cx + half, floor - 168),
            (cx + half + 180, floor - 80),
            (s.w + 60, floor - s.rng.uniform(20, 90)),
        ],
        8,
    )
    s.plate(s.tone.mid, [under(bank, 920)])
    s.plate(mix(s.tone.mid, PAPER, 0.5), [stroke(bank, 3)])
    yard = smooth(
        [
            (-60, floor + 20),
            (cx - half, floor - 2),
            (cx, floor - 2),
            (cx + half, floor - 2),
            (s.w + 60, floor + 30),
        ],
        8,
    )
    s.plate(mix(s.tone.warm, PAPER, 0.2), [under(yard, 920)])
    doors = [(cx + (i - (count - 1) / 2) * 132, floor, 88.0, 124.0) for i in range(count)]
    s.plate(WHITE, [arch(*door) for door in doors])
    s.plate(s.tone.deep, [arch(x, y, w * 0.84, h * 0.92) for x, y, w, h in doors])
    s.plate(GOLD, [ellipse(x, y - h * 0.52, w * 0.3, w * 0.3, 180, 360) for x, y, w, h in doors])
    s.plate(GOLD, [rect(x - w * 0.3, y - h * 0.44, w * 0.26, h * 0.26) for x, y, w, h in doors])
    for i, ink in enumerate((s.tone.soft, s.tone.deep)):
        s.plate(ink, [under(hills.ridge(s, floor + 80 + i * 60, 22, 1.1), 920)])


def _persimmon(s: Sheet, x: float, base: float, height: float) -> None:
    trunk = smooth(
        [
            (x, base),
            (x + 14, base - height * 0.4),
            (x - 6, base - height * 0.7),
            (x + 8, base - height),
        ]
    )
    shapes = [stroke(trunk, height * 0.055, 3)]
    fruit = []
    for i in range(8):
        side = 1 if i % 2 else -1
        y = base - height * (0.42 + 0.07 * i)
        tip = (x + side * height * s.rng.uniform(0.2, 0.36), y - height * s.rng.uniform(0.1, 0.22))
        twig = bend((x + 4, y), (x + side * height * 0.16, y - 6), tip)
        shapes.append(stroke(twig, 7, 1.5))
        spots = [spot for spot in (twig[9], twig[14], tip) if s.rng.random() < 0.75]
        fruit += [disc(x, y + 12, s.rng.uniform(8, 12)) for x, y in spots]
    s.plate(s.tone.deep, shapes)
    s.plate(VERMILION, fruit)
