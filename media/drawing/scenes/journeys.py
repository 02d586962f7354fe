"""Scenes of going out: the path, the wave, the archway, the bridge, the mountain, the terraces."""

from media.drawing import buildings, hills, light, sky, trees, water
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import (
    arch,
    bend,
    disc,
    ellipse,
    mirrored,
    rect,
    ribbon,
    smooth,
    stroke,
    under,
)
from media.drawing.sheet import Sheet


def path(s: Sheet) -> None:
    """A white path over the hills to a vermilion pavilion or an old stone gate."""
    horizon, goal = s.rng.uniform(360, 450), s.x(s.rng.uniform(0.4, 0.74))
    away = -1 if goal > s.x(0.55) else 1
    sky.sun(
        s,
        goal + away * s.x(s.rng.uniform(0.2, 0.34)),
        horizon - s.rng.uniform(120, 230),
        s.rng.uniform(46, 84),
    )
    hills.country(s, horizon)
    crest = s.rng.uniform(490, 550)
    middle = smooth(
        [
            (-60, crest + 90),
            (goal * 0.5, crest + s.rng.uniform(30, 90)),
            (goal, crest),
            (goal + (s.w - goal) * 0.6, crest + 70),
            (s.w + 60, crest + 20),
        ]
    )
    s.plate(s.tone.mid, [under(middle, 920)])
    near = smooth(
        [
            (-60, s.rng.uniform(650, 760)),
            (s.x(0.2), s.rng.uniform(630, 700)),
            (s.x(0.52), s.rng.uniform(690, 760)),
            (s.x(0.8), s.rng.uniform(650, 740)),
            (s.w + 60, 750),
        ]
    )
    s.plate(s.tone.deep, [under(near, 920)])
    sway = s.x(s.rng.uniform(0.04, 0.11)) * s.rng.choice((-1, 1))
    bends = [
        (goal, crest + 6),
        (goal + sway * 0.5, crest + 60),
        (goal - sway, crest + 120),
        (goal + sway * 0.8, crest + 215),
        (s.x(s.rng.uniform(0.25, 0.6)), 930),
    ]
    s.plate(WHITE, [ribbon(smooth(bends, 20), s.rng.uniform(220, 330), 12)])
    if s.rng.random() < 0.6:
        buildings.pavilion(s, goal, crest + 8, s.rng.uniform(120, 165), VERMILION)
    else:
        buildings.gate(s, goal, crest + 10, s.rng.uniform(150, 200), s.tone.deep)
    for _ in range(s.rng.randint(1, 3)):
        x = s.x(s.rng.uniform(0.8, 0.97) if away < 0 else s.rng.uniform(0.03, 0.18))
        trees.pine(s, x, 750, s.rng.uniform(230, 380), s.tone.deep, s.rng.uniform(-0.12, 0.12))
    sky.birds(s, s.x(s.rng.uniform(0.3, 0.6)), horizon - 230, s.rng.randint(3, 6))


def wave(s: Sheet) -> None:
    """Waves that carry on: rings over a lotus pond, or long swells with a boat."""
    if s.rng.random() < 0.5:
        _pond(s)
    else:
        _swells(s)


def _pond(s: Sheet) -> None:
    s.flood(mix(s.tone.pale, s.tone.soft, s.rng.uniform(0.1, 0.5)))
    cx, cy = s.x(s.rng.uniform(0.3, 0.6)), s.rng.uniform(380, 520)
    water.rings(s, cx, cy, s.rng.uniform(1000, 1300), s.rng.uniform(38, 56), PAPER)
    for i in range(2):
        x, y = s.x(s.rng.uniform(0.7, 0.95)), s.rng.uniform(120, 820)
        water.rings(s, x, y, s.rng.uniform(180, 300), 26 + 8 * i, s.tone.mid)
    spots = [(s.x(s.rng.uniform(0, 1)), y) for y in (90, 160, 610, 690, 770, 850) for _ in range(2)]
    for x, y in spots:
        r = s.rng.uniform(60, 100) * (0.7 + y / 900)
        ink = s.rng.choice((s.tone.deep, s.tone.mid, s.tone.mid))
        water.lotus_leaf(s, x, y, r, ink, mix(ink, PAPER, 0.4))
    water.lotus(s, cx, cy + 24, s.rng.uniform(110, 140), VERMILION)


def _swells(s: Sheet) -> None:
    horizon = s.rng.uniform(380, 450)
    focus = s.x(s.rng.uniform(0.3, 0.45))
    sky.sun(s, focus, horizon - 60, 110)
    hills.country(s, horizon + 10, 2)
    inks = [s.tone.pale, s.tone.soft, s.tone.mid, s.tone.deep]
    for i in range(7):
        y = horizon + 24 + i * i * 7 + i * 32
        line = water.swell(s, y, 16 + i * 11, 230 + i * 80)
        s.plate(mix(inks[min(3, i // 2)], PAPER, 0.0 if i % 2 else 0.18), [under(line, 920)])
        s.plate(WHITE, [stroke(line, 2 + i * 0.9)])
        if i == 3:
            water.boat(s, s.x(s.rng.uniform(0.58, 0.76)), y - 4, 230, VERMILION)
    sky.birds(s, s.x(0.62), 210, 4)


def archway(s: Sheet) -> None:
    """Doors behind doors towards a light, or an arcade with its shadows."""
    if s.rng.random() < 0.5:
        _nested(s)
    else:
        _arcade(s)


def _nested(s: Sheet) -> None:
    cx, floor = s.x(s.rng.uniform(0.42, 0.58)), s.rng.uniform(735, 790)
    inks = [s.tone.pale, s.tone.soft, s.tone.mid, s.tone.deep]
    s.plate(s.tone.pale, [rect(-10, floor, s.w + 20, 300)])
    count = 5
    width, height = s.rng.uniform(700, 860), s.rng.uniform(640, 700)
    shift = s.rng.uniform(-24, 24)
    for i in range(count):
        k = 0.74**i
        x, base = cx + shift * i, floor - 38 * i * (0.86**i)
        s.plate(inks[i % 4] if i else s.tone.soft, [arch(x, base, width * k, height * k)])
        s.plate(
            WHITE,
            [arch(x, base, width * k * 0.985, height * k * 0.99)],
            cut=[arch(x, base, width * k * 0.965, height * k * 0.978)],
        )
    k = 0.74**count
    x, base = cx + shift * count, floor - 38 * count * (0.86**count)
    s.plate(WHITE, [arch(x, base, width * k, height * k)])
    s.plate(
        WHITE,
        [[(x - width * k / 2, base), (x + width * k / 2, base), (cx + 330, 910), (cx - 250, 910)]],
    )
    s.plate(s.tone.deep, [rect(x - 1.5, base - height * k, 3, height * k * 0.3)])
    s.plate(VERMILION, [ellipse(x, base - height * k * 0.6, width * k * 0.17, width * k * 0.14)])
    trees.bamboo(s, cx + width * 0.56, floor + 8, 430, s.tone.mid, 3)


def _arcade(s: Sheet) -> None:
    floor, count = s.rng.uniform(700, 750), s.rng.randint(4, 6)
    step = s.w / count
    hills.country(s, 520, 3)
    sky.sun(s, s.x(s.rng.uniform(0.3, 0.7)), s.rng.uniform(330, 400), s.rng.uniform(60, 90))
    height = s.rng.uniform(430, 520)
    openings = [arch(step * (i + 0.5), floor, step * 0.7, height) for i in range(-1, count + 1)]
    s.plate(s.tone.deep, [rect(-10, -10, s.w + 20, floor + 10)], cut=openings)
    s.plate(s.tone.warm, [rect(-10, floor, s.w + 20, 220)])
    lean = s.rng.uniform(120, 260)
    lit = [
        [
            (step * (i + 0.15), floor + 14),
            (step * (i + 0.85), floor + 14),
            (step * (i + 0.85) + lean, 905),
            (step * (i + 0.15) + lean, 905),
        ]
        for i in range(-2, count + 1)
    ]
    s.plate(WHITE, lit)
    s.plate(s.tone.deep, [rect(-10, floor - 2, s.w + 20, 14)])
    s.plate(GOLD, [rect(-10, floor - height - 70, s.w + 20, 5)])
    hung = step * (s.rng.randrange(1, count - 1) + 0.5)
    light.lantern(s, hung, floor - height + 150, 46, VERMILION, floor - height)


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
        s.plate(mix(ink, s.tone.deep, 0.16), hills.facets(s, line, y))
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
        for spot in (twig[9], twig[14], tip):
            if s.rng.random() < 0.75:
                fruit.append(disc(spot[0], spot[1] + 12, s.rng.uniform(8, 12)))
    s.plate(s.tone.deep, shapes)
    s.plate(VERMILION, fruit)
