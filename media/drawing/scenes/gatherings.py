"""Scenes of coming together: tea, lamp, podium, round table, hall."""

from math import cos, pi, sin

from media.drawing import light, objects, sky, trees
from media.drawing.palette import GOLD, NIGHT, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import band, bend, disc, ellipse, rect, stroke
from media.drawing.sheet import Sheet


def tea(s: Sheet) -> None:
    """A table seen from above, or a covered cup before a moon window."""
    if s.rng.random() < 0.5:
        _table(s)
    else:
        _moon_window(s)


def _table(s: Sheet) -> None:
    cx, cy = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(400, 520)
    r = s.rng.uniform(430, 500)
    s.plate(s.tone.pale, [disc(cx, cy, r)])
    s.plate(s.tone.soft, [band(cx, cy, r - 22, 3)])
    objects.pot_from_above(s, cx, cy, 128, s.tone.deep)
    count, start = s.rng.randint(4, 6), s.rng.uniform(0, 360)
    chosen = s.rng.randrange(count)
    for i in range(count):
        angle = (start + i * 360 / count) * pi / 180
        x, y = cx + r * 0.66 * cos(angle), cy + r * 0.66 * sin(angle)
        objects.cup_from_above(s, x, y, 66, VERMILION if i == chosen else s.tone.mid)
    for _ in range(9):
        objects.leaf(
            s, s.rng.uniform(0, s.w), s.rng.uniform(60, 860), s.rng.uniform(16, 26), s.tone.mid
        )


def _moon_window(s: Sheet) -> None:
    cx, cy, r = s.x(s.rng.uniform(0.36, 0.64)), s.rng.uniform(340, 390), s.rng.uniform(270, 310)
    s.plate(s.tone.mid, [disc(cx, cy, r + 16)])
    s.plate(s.tone.pale, [disc(cx, cy, r)])
    s.plate(WHITE, [disc(cx + r * 0.35, cy - r * 0.3, r * 0.26)])
    far = [
        (cx - r, cy + r * 0.5),
        (cx - r * 0.3, cy + r * 0.18),
        (cx + r * 0.3, cy + r * 0.42),
        (cx + r, cy + r * 0.2),
        (cx + r, cy + r),
        (cx - r, cy + r),
    ]
    s.plate(s.tone.soft, [far], clip=[disc(cx, cy, r)])
    trees.bamboo(s, cx - r * 0.75, cy + r * 0.78, r * 1.5, s.tone.deep, 3)
    table = s.rng.uniform(690, 720)
    s.plate(s.tone.deep, [rect(-10, table, s.w + 20, 26)])
    s.plate(s.tone.warm, [rect(-10, table + 26, s.w + 20, 300)])
    bowl = cx + s.rng.choice((-1, 1)) * r * s.rng.uniform(0.55, 0.8)
    objects.covered_cup(s, bowl, table, 250)
    for i in range(s.rng.randint(1, 2)):
        objects.small_cup(s, bowl + (-1 if bowl > cx else 1) * (230 + i * 150), table, 104, WHITE)
    objects.caddy(s, bowl + (1 if bowl > cx else -1) * 230, table, 96)


def lamp(s: Sheet) -> None:
    """A light to read by: a hanging lamp over a table, or lanterns under an eave."""
    if s.rng.random() < 0.6:
        _hanging(s)
    else:
        _lanterns(s)


def _hanging(s: Sheet) -> None:
    cx, top = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(190, 250)
    night = s.rng.random() < 0.6
    ground = NIGHT if night else s.tone.pale
    s.flood(ground)
    table = s.rng.uniform(700, 740)
    s.plate(
        mix(GOLD, ground, 0.62 if night else 0.72),
        [[(cx - 70, top), (cx + 70, top), (cx + 560, table), (cx - 560, table)]],
    )
    s.plate(
        mix(GOLD, PAPER, 0.3 if night else 0.58),
        [[(cx - 60, top), (cx + 60, top), (cx + 330, table), (cx - 330, table)]],
    )
    light.shade(s, cx, top, 118, PAPER if night else s.tone.deep)
    s.plate(mix(ground, PAPER, 0.9) if night else s.tone.deep, [rect(-10, table, s.w + 20, 10)])
    s.plate(
        s.tone.deep if not night else mix(NIGHT, (0, 0, 0), 0.3),
        [rect(-10, table + 10, s.w + 20, 300)],
    )
    objects.open_book(s, cx + s.rng.uniform(-40, 40), table, 330)
    objects.book_stack(
        s, cx + s.rng.choice((-1, 1)) * s.rng.uniform(330, 400), table, s.rng.randint(3, 6)
    )
    if night:
        sky.stars(s, 26, mix(NIGHT, PAPER, 0.6), 420)


def _lanterns(s: Sheet) -> None:
    s.plate(s.tone.pale, [disc(s.x(s.rng.uniform(0.3, 0.7)), 470, s.rng.uniform(250, 320))])
    light.eave(s, s.rng.uniform(110, 150))
    count = s.rng.randint(4, 6)
    chosen = s.rng.randrange(1, count - 1)
    for i in range(count):
        x = s.x((i + 0.5) / count + s.rng.uniform(-0.03, 0.03))
        drop, size = s.rng.uniform(290, 620), s.rng.uniform(84, 128)
        light.lantern(
            s,
            x,
            drop,
            size,
            VERMILION
            if i == chosen
            else s.rng.choice((s.tone.mid, GOLD, s.tone.deep, s.tone.soft)),
        )


def podium(s: Sheet) -> None:
    """A lectern in a pool of light, rows of seats before it."""
    cx, floor = s.x(s.rng.uniform(0.36, 0.64)), s.rng.uniform(590, 630)
    light.curtain(s, floor, (s.tone.deep, mix(s.tone.deep, s.tone.mid, 0.35)))
    glow = mix(s.tone.warm, PAPER, 0.6)
    if s.rng.random() < 0.5:
        r = s.rng.uniform(250, 300)
        s.plate(s.tone.warm, [disc(cx, floor - 220, r)])
        s.plate(glow, [disc(cx, floor - 220, r * 0.76)])
    else:
        lamp = cx + s.rng.choice((-1, 1)) * s.rng.uniform(200, 520)
        for ink, upper, lower in ((s.tone.warm, 50, 210), (glow, 20, 130)):
            beam = [
                (lamp - upper, -10),
                (lamp + upper, -10),
                (cx + lower, floor),
                (cx - lower, floor),
            ]
            s.plate(ink, [beam])
    s.plate(s.tone.warm, [rect(-10, floor, s.w + 20, 330)])
    s.plate(WHITE, [ellipse(cx, floor + 24, 250, 34)])
    objects.lectern(s, cx, floor + 26, 330)
    light.seats(s, floor + 84, s.rng.randint(3, 4), (s.tone.soft, s.tone.mid, s.tone.deep))


def circle(s: Sheet) -> None:
    """A round table from above, or circles that share a middle."""
    cx, cy = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(430, 480)
    if s.rng.random() < 0.5:
        _round_table(s, cx, cy)
    else:
        _rings(s, cx, cy)


def _round_table(s: Sheet, cx: float, cy: float) -> None:
    r, count = s.rng.uniform(210, 250), s.rng.randint(9, 14)
    start, chosen = s.rng.uniform(0, 360), s.rng.randrange(count)
    s.plate(mix(s.tone.pale, PAPER, 0.3), [disc(cx, cy, r * 1.9)])
    s.plate(s.tone.deep, [disc(cx, cy, r)], cut=[disc(cx, cy, r * 0.56)])
    s.plate(s.tone.warm, [disc(cx, cy, r * 0.3)])
    for i in range(count):
        mid = start + i * 360 / count
        a, half = mid * pi / 180, 360 / count * 0.33
        s.plate(
            VERMILION if i == chosen else s.tone.mid,
            [band(cx, cy, r * 1.36, r * 0.26, mid - half, mid + half)],
        )
        sheet = objects.turned_page(cx + r * 0.79 * cos(a), cy + r * 0.79 * sin(a), r * 0.2, mid)
        s.plate(WHITE if i % 3 else s.tone.warm, [sheet])
    shadow = s.rng.uniform(20, 70)
    s.plate(s.tone.soft, [band(cx, cy, r * 2.12, 5, shadow, shadow + s.rng.uniform(120, 260))])


def _rings(s: Sheet, cx: float, cy: float) -> None:
    count, r = s.rng.randint(3, 5), s.rng.uniform(215, 260)
    inks = (s.tone.soft, s.tone.pale, s.tone.warm, mix(s.tone.mid, PAPER, 0.35), s.tone.pale)
    start = s.rng.uniform(0, 360)
    centres = []
    for i in range(count):
        a = (start + i * 360 / count) * pi / 180
        centres.append((cx + r * 0.86 * cos(a) * 1.15, cy + r * 0.72 * sin(a)))
    for (x, y), ink in zip(centres, inks, strict=False):
        s.plate(ink, [disc(x, y, r)], overprint=True)
    for x, y in centres:
        s.plate(s.tone.deep, [band(x, y, r - 26, 3)])
    s.plate(VERMILION, [disc(cx, cy, 34)])


def hall(s: Sheet) -> None:
    """The inside of an auditorium: a stage under ribs of light, seats in a fan."""
    cx, floor = s.x(s.rng.uniform(0.45, 0.55)), s.rng.uniform(520, 560)
    s.flood(s.tone.deep)
    steps = s.rng.randint(4, 6)
    for i in range(steps):
        k = 1 - i / (steps + 1.2)
        ink = mix(s.tone.deep, s.tone.warm, 0.12 + 0.8 * i / steps)
        half, rise = s.x(0.62) * k, 560 * k
        ceiling = bend(
            (cx - half, floor - rise * 0.62),
            (cx, floor - rise * 1.2),
            (cx + half, floor - rise * 0.62),
        )
        s.plate(ink, [[(cx - half, floor), *ceiling, (cx + half, floor)]])
    half = s.x(0.62) * (1 - (steps - 1) / (steps + 1.2)) * 0.84
    s.plate(mix(GOLD, WHITE, 0.55), [rect(cx - half, floor - 130, half * 2, 130)])
    s.plate(mix(GOLD, WHITE, 0.8), [ellipse(cx, floor, half * 0.5, 110, 180, 360)])
    s.plate(
        s.tone.deep,
        [rect(cx - half + i * half * 1.72, floor - 130, half * 0.28, 130) for i in (0, 1)],
    )
    s.plate(
        VERMILION,
        [[(cx - 26, floor - 56), (cx + 26, floor - 56), (cx + 20, floor), (cx - 20, floor)]],
    )
    s.plate(
        s.tone.deep,
        [[(cx - half * 1.2, floor), (cx + half * 1.2, floor), (s.w + 900, 910), (-900, 910)]],
    )
    light.fan(s, cx, floor - 120, floor + 26, 6)
    lights = [
        disc(cx + (i - 3) * s.x(0.065), floor - 300 - 52 * cos((i - 3) * 0.42), 6) for i in range(7)
    ]
    s.plate(WHITE, lights)
    s.plate(GOLD, [stroke([(cx - half * 1.2, floor), (cx + half * 1.2, floor)], 7)])
