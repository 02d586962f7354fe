"""Scenes of going out: the path, the wave, the archway."""

from media.drawing import buildings, hills, light, sky, trees, water
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import arch, ellipse, rect, ribbon, stroke, through, under
from media.drawing.sheet import Sheet


def path(s: Sheet) -> None:
    """A white path over the hills to a vermilion pavilion or an old stone gate."""
    horizon, goal = s.rng.uniform(360, 450), s.x(s.rng.uniform(0.4, 0.74))
    away = -1 if goal > s.x(0.55) else 1
    high, far = horizon - s.rng.uniform(120, 230), s.x(s.rng.uniform(0.2, 0.34))
    sky.sun(s, goal + away * far, high, s.rng.uniform(46, 84))
    hills.country(s, horizon)
    crest = s.rng.uniform(490, 550)
    across = (-60, goal * 0.5, goal, goal + (s.w - goal) * 0.6, s.w + 60)
    middle = (crest + 90, crest + s.rng.uniform(30, 90), crest, crest + 70, crest + 20)
    s.plate(s.tone.mid, [under(through(across, middle), 920)])
    near = [s.rng.uniform(640, 760) for _ in range(5)]
    s.plate(s.tone.deep, [under(through([s.x(i / 4) for i in range(5)], near), 920)])
    _winding(s, goal, crest)
    if s.rng.random() < 0.6:
        buildings.pavilion(s, goal, crest + 8, s.rng.uniform(120, 165), VERMILION)
    else:
        buildings.gate(s, goal, crest + 10, s.rng.uniform(150, 200), s.tone.deep)
    for _ in range(s.rng.randint(1, 3)):
        x = s.x(s.rng.uniform(0.8, 0.97) if away < 0 else s.rng.uniform(0.03, 0.18))
        trees.pine(s, x, 750, s.rng.uniform(230, 380), s.tone.deep, s.rng.uniform(-0.12, 0.12))
    sky.birds(s, s.x(s.rng.uniform(0.3, 0.6)), horizon - 230, s.rng.randint(3, 6))


def _winding(s: Sheet, goal: float, crest: float) -> None:
    """The path itself, from the feet of the reader to the goal."""
    sway = s.x(s.rng.uniform(0.04, 0.11)) * s.rng.choice((-1, 1))
    start = s.x(s.rng.uniform(0.25, 0.6))
    xs = (goal, goal + sway * 0.5, goal - sway, goal + sway * 0.8, start)
    ys = (crest + 6, crest + 60, crest + 120, crest + 215, 930)
    s.plate(WHITE, [ribbon(through(xs, ys, 20), s.rng.uniform(220, 330), 12)])


def wave(s: Sheet) -> None:
    """Waves that carry on: rings over a lotus pond, or long swells with a boat."""
    if s.rng.random() < 0.5:
        _pond(s)
    else:
        _swells(s)


def _pond(s: Sheet) -> None:
    s.flood(mix(s.tone.pale, s.tone.soft, s.rng.uniform(0.1, 0.5)))
    cx, cy = s.x(s.rng.uniform(0.3, 0.6)), s.rng.uniform(380, 520)
    water.rings(s, cx, cy, s.rng.uniform(1000, 1300), s.rng.uniform(48, 68), PAPER)
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
