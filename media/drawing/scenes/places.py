"""Scenes of places: steles, memorial halls, museums, old roofs, campuses."""

from media.drawing import buildings, hills, sky, trees, water
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import bend, disc, ellipse, mirrored, rect, ribbon, smooth, stroke, under
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
    side = s.rng.choice((-1, 1))
    trees.pine(
        s, cx + side * s.x(0.3), ground + 110, s.rng.uniform(330, 430), s.tone.deep, -0.14 * side
    )
    trees.pine(
        s, cx - side * s.x(0.36), ground + 60, s.rng.uniform(220, 300), s.tone.deep, 0.1 * side
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
    blooms: list[list[tuple[float, float]]] = []
    for i in range(int(half / 9)):
        blooms.append(
            disc(
                cx - half + i * 18 + s.rng.uniform(-5, 5),
                y + s.rng.uniform(-9, 9),
                s.rng.uniform(7, 11),
            )
        )
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
        sky.sun(
            s,
            cx + s.rng.uniform(-60, 60),
            ground - 250,
            s.rng.uniform(190, 230),
            mix(GOLD, PAPER, 0.45),
        )
    width, height = s.rng.uniform(600, 720), s.rng.uniform(180, 220)
    top, count = ground - height, s.rng.choice((6, 8))
    s.plate(WHITE, [rect(cx - width / 2, top, width, height)])
    s.plate(mix(s.tone.mid, s.tone.deep, 0.3), [rect(cx - width / 2 + 16, top, width - 32, height)])
    s.plate(WHITE, buildings.columns(cx - width / 2, top, width, ground, count, 24))
    if s.rng.random() < 0.5:
        s.plate(
            s.tone.deep,
            [
                buildings.curved_roof(cx, top + 6, width / 2 + 20, 120, 54),
                buildings.ridge_line(cx, top + 6, width / 2 + 20, 120),
            ],
        )
    else:
        s.plate(
            s.tone.deep,
            [
                rect(cx - width / 2 - 40, top - 46, width + 80, 50),
                rect(cx - width * 0.36, top - 92, width * 0.72, 38),
            ],
        )
    s.plate(mix(s.tone.pale, s.tone.soft, 0.3), [rect(-10, ground, s.w + 20, 400)])
    buildings.stairs(s, cx, ground, 920, width * 1.5, width * 0.7, s.tone.soft)
    for i in range(5):
        for side in (-1, 1):
            x = cx + side * (width * 0.56 + i * (58 + i * 22))
            s.plate(s.tone.deep, [trees.cypress(x, ground + 30 + i * 44, 190 + i * 68)])
    _flame(s, cx, ground + 130)


def _flame(s: Sheet, cx: float, base: float) -> None:
    s.plate(
        s.tone.deep,
        [
            [
                (cx - 74, base - 12),
                (cx + 74, base - 12),
                (cx + 40, base + 26),
                (cx - 40, base + 26),
            ],
            rect(cx - 12, base + 20, 24, 44),
            rect(cx - 54, base + 62, 108, 16),
        ],
    )
    left = smooth(
        [(cx, base - 14), (cx - 34, base - 44), (cx - 20, base - 86), (cx + 8, base - 140)]
    )
    right = smooth(
        [(cx + 8, base - 140), (cx + 14, base - 96), (cx + 36, base - 62), (cx, base - 14)]
    )
    s.plate(VERMILION, [left + right])
    s.plate(GOLD, [ellipse(cx + 1, base - 40, 12, 22)])


def museum(s: Sheet) -> None:
    """White volumes with dark edges beside a pool, or a great roof over a plinth."""
    if s.region != "hills" and s.rng.random() < 0.6:
        _white_volumes(s)
    else:
        _great_roof(s)


def _white_volumes(s: Sheet) -> None:
    level = s.rng.uniform(610, 650)
    sky.sun(s, s.x(s.rng.uniform(0.12, 0.3)), s.rng.uniform(170, 240), s.rng.uniform(46, 64))
    hills.country(s, level - 130, 2)
    start = s.x(s.rng.uniform(0.16, 0.24))
    plan = [
        (0, 250, 230),
        (200, 330, s.rng.uniform(380, 440)),
        (500, 240, 300),
        (710, 330, s.rng.uniform(200, 250)),
    ]
    s.plate(mix(s.tone.pale, PAPER, 0.45), [rect(-10, level, s.w + 20, 400)])
    for dx, width, height in plan:
        for mirror in (False, True):
            _volume(s, start + dx * s.w / 1600, level, width * s.w / 1600, height, mirror)
    water.ripples(s, level + 10, 900, WHITE, 1.4)
    door = start + 260 * s.w / 1600
    s.plate(VERMILION, [rect(door, level - 120, 62, 120)])
    s.plate(mix(VERMILION, s.tone.pale, 0.6), [rect(door, level, 62, 72)])
    s.plate(s.tone.deep, [rect(-10, level - 4, s.w + 20, 8)])
    rocks = smooth(
        [
            (-40, level),
            (40, level - 60),
            (90, level - 44),
            (150, level - 120),
            (210, level - 70),
            (260, level - 84),
            (330, level),
        ],
        6,
    )
    for i, ink in enumerate((s.tone.soft, s.tone.mid)):
        moved = [
            (s.w - 560 * s.w / 1600 + x + i * 150, level - (level - y) * (1 - 0.35 * i))
            for x, y in rocks
        ]
        s.plate(ink, [moved])
        s.plate(mix(ink, s.tone.pale, 0.65), [mirrored(moved, level, 0.7)])
    trees.bamboo(s, s.x(0.08), level, 350, s.tone.mid, 3)


def _volume(s: Sheet, x: float, level: float, width: float, height: float, reflected: bool) -> None:
    """A gabled or flat white block with dark edges, or its reflection."""
    rise = min(height * 0.34, width * 0.36)
    eave = level - height + rise
    wall = [
        (x, level),
        (x, eave),
        (x + width / 2, level - height),
        (x + width, eave),
        (x + width, level),
    ]
    roof = [
        stroke(
            [(x - 16, eave + 10), (x + width / 2, level - height), (x + width + 16, eave + 10)], 26
        )
    ]
    mid = x + width / 2
    window = [
        (mid, eave - rise * 0.3),
        (mid + width * 0.15, eave + width * 0.05),
        (mid, eave + width * 0.2),
        (mid - width * 0.15, eave + width * 0.05),
    ]
    edges = [rect(x, eave, 9, level - eave), rect(x + width - 9, eave, 9, level - eave), window]
    if reflected:
        pale = mix(s.tone.soft, s.tone.pale, 0.4)
        s.plate(mix(WHITE, s.tone.pale, 0.2), [mirrored(wall, level, 0.62)])
        s.plate(pale, [mirrored(shape, level, 0.62) for shape in roof + edges])
        return
    s.plate(WHITE, [wall])
    s.plate(s.tone.deep, roof + edges)
    s.plate(
        s.tone.soft,
        [
            [
                (mid, eave - rise * 0.3),
                (mid + width * 0.15, eave + width * 0.05),
                (mid, eave + width * 0.2),
            ]
        ],
    )


def _great_roof(s: Sheet) -> None:
    cx, ground = s.x(s.rng.uniform(0.44, 0.58)), s.rng.uniform(640, 680)
    sky.sun(
        s,
        cx + s.rng.choice((-1, 1)) * s.rng.uniform(360, 480),
        s.rng.uniform(190, 260),
        s.rng.uniform(52, 72),
    )
    hills.country(s, ground - 120, 3)
    wide, double = s.rng.uniform(820, 940), s.rng.random() < 0.5
    base, high = ground - 70, s.rng.uniform(150, 190)
    s.plate(mix(s.tone.warm, PAPER, 0.35), [rect(cx - wide * 0.4, base - high, wide * 0.8, high)])
    bays = s.rng.choice((7, 9, 11))
    s.plate(
        s.tone.mid,
        [
            rect(
                cx - wide * 0.38 + (j + 0.3) * wide * 0.76 / bays,
                base - high * 0.7,
                wide * 0.76 / bays * 0.5,
                high * 0.7,
            )
            for j in range(bays)
        ],
    )
    s.plate(
        s.tone.deep,
        buildings.columns(cx - wide * 0.42, base - high, wide * 0.84, base, bays + 1, 14),
    )
    s.plate(VERMILION, [rect(cx - 36, base - high * 0.7, 72, high * 0.7)])
    eave, k = base - high + 24, 1.0
    if double:
        s.plate(s.tone.deep, [buildings.curved_roof(cx, eave, wide * 0.52, 66, 34)])
        s.plate(mix(s.tone.warm, PAPER, 0.35), [rect(cx - wide * 0.32, eave - 96, wide * 0.64, 44)])
        eave, k = eave - 88, 0.8
    s.plate(
        s.tone.deep,
        [
            buildings.curved_roof(cx, eave, wide * 0.52 * k, 130 * k, 40),
            buildings.ridge_line(cx, eave, wide * 0.52 * k, 130 * k),
        ],
    )
    s.plate(
        s.tone.soft,
        [
            [
                (cx - wide * 0.5, ground - 70),
                (cx + wide * 0.5, ground - 70),
                (cx + wide * 0.58, ground + 8),
                (cx - wide * 0.58, ground + 8),
            ]
        ],
    )
    s.plate(mix(s.tone.warm, PAPER, 0.3), [rect(-10, ground, s.w + 20, 300)])
    buildings.stairs(s, cx, ground - 70, 920, 620, 180, s.tone.soft)
    for side in (-1, 1):
        for i in range(2):
            trees.pine(
                s,
                cx + side * (wide * 0.56 + i * 150),
                ground + 30 + i * 60,
                s.rng.uniform(200, 320),
                s.tone.deep,
                side * 0.08,
            )


def roof(s: Sheet) -> None:
    """White walls and dark roofs of the old town, one behind the other, a lantern at a door."""
    if s.region == "hills" or (not s.region and s.rng.random() < 0.35):
        _eaves(s)
        return
    base = s.rng.uniform(720, 800)
    sky.sun(s, s.x(s.rng.uniform(0.3, 0.75)), s.rng.uniform(170, 240), s.rng.uniform(52, 78))
    hills.country(s, 420, 2)
    for row in range(3):
        x, floor = s.rng.uniform(-160, -30), base - 190 + row * 95
        wall = (mix(WHITE, s.tone.pale, 0.75), mix(WHITE, s.tone.pale, 0.35), WHITE)[row]
        while x < s.w:
            width = s.rng.uniform(170, 330) * (0.8 + 0.14 * row)
            height = s.rng.uniform(200, 310) * (0.85 + 0.1 * row)
            draw = buildings.stepped_gable if s.rng.random() < 0.26 else buildings.house
            draw(s, x, floor, width, height, wall)
            x += width + s.rng.choice((-6, 14, 60 + row * 50))
    s.plate(mix(s.tone.pale, s.tone.soft, 0.3), [rect(-10, base, s.w + 20, 300)])
    s.plate(s.tone.deep, [rect(-10, base - 8, s.w + 20, 16)])
    water.ripples(s, base + 22, 900, WHITE, 1.6)
    water.boat(s, s.x(s.rng.uniform(0.3, 0.7)), base + 76, 240, VERMILION)


def _eaves(s: Sheet) -> None:
    """Great roofs stepping down a slope."""
    sky.sun(s, s.x(s.rng.uniform(0.62, 0.78)), s.rng.uniform(180, 240), s.rng.uniform(64, 88))
    hills.country(s, 460, 3)
    inks = (s.tone.soft, s.tone.mid, mix(s.tone.mid, s.tone.deep, 0.6), s.tone.deep)
    for i, ink in enumerate(inks):
        cx = s.x((0.68, 0.36, 0.66, 0.3)[i] + s.rng.uniform(-0.06, 0.06))
        eave, half, rise = 470 + i * 130, 300 + i * 75, 120 + i * 22
        s.plate(mix(WHITE, s.tone.pale, 0.4), [rect(cx - half * 0.8, eave - 10, half * 1.6, 500)])
        s.plate(
            mix(ink, WHITE, 0.2),
            [rect(cx - half * 0.8 + j * half * 0.2, eave, 10, 300) for j in range(9)],
        )
        s.plate(
            ink,
            [
                buildings.curved_roof(cx, eave, half, rise, 56 + i * 6),
                buildings.ridge_line(cx, eave, half, rise),
            ],
        )
        tiles = [
            stroke([(cx + t * half * 0.54, eave - rise + 12), (cx + t * half * 0.98, eave - 8)], 3)
            for t in (-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8)
        ]
        s.plate(mix(ink, PAPER, 0.28), tiles)


def campus(s: Sheet) -> None:
    """A colonnade with its shadows and a ginkgo in autumn, or a clock tower over a lawn."""
    if s.rng.random() < 0.55:
        _colonnade(s)
    else:
        _tower(s)


def _colonnade(s: Sheet) -> None:
    ground, top = s.rng.uniform(650, 690), s.rng.uniform(210, 260)
    x0, count = s.x(s.rng.uniform(0.3, 0.38)), s.rng.randint(7, 9)
    far_top, far_ground = top + 190, ground - 70
    s.plate(s.tone.pale, [disc(s.x(0.2), 330, s.rng.uniform(190, 240))])
    hills.country(s, far_ground - 30, 2)
    s.plate(
        mix(s.tone.warm, PAPER, 0.45),
        [
            [
                (-10, far_ground),
                (x0, far_ground),
                (s.w + 10, far_ground),
                (s.w + 10, 910),
                (-10, 910),
            ]
        ],
    )
    s.plate(
        s.tone.soft, [[(x0, far_top), (s.w + 10, top), (s.w + 10, ground + 60), (x0, far_ground)]]
    )
    shapes, shadows = [], []
    for i in range(count):
        t = (i / (count - 1)) ** 1.5
        x, thick = x0 + (s.w - 60 - x0) * t, 12 + 46 * t
        foot = far_ground + (ground + 60 - far_ground) * t
        shapes.append(
            rect(x, far_top + (top - far_top) * t, thick, foot - far_top - (top - far_top) * t)
        )
        shadows.append(
            [
                (x, foot),
                (x + thick, foot),
                (x + thick - 240 - 200 * t, foot + 60 + 150 * t),
                (x - 240 - 220 * t, foot + 60 + 150 * t),
            ]
        )
    s.plate(mix(s.tone.warm, s.tone.mid, 0.25), shadows)
    s.plate(WHITE, shapes)
    s.plate(
        s.tone.deep,
        [
            [
                (x0 - 20, far_top + 4),
                (s.w + 10, top + 6),
                (s.w + 10, top - 92),
                (x0 - 20, far_top - 34),
            ]
        ],
    )
    s.plate(
        VERMILION,
        [[(x0 - 20, far_top + 4), (s.w + 10, top + 6), (s.w + 10, top - 6), (x0 - 20, far_top)]],
    )
    trees.ginkgo(
        s, s.x(s.rng.uniform(0.15, 0.22)), ground + 70, s.rng.uniform(520, 580), GOLD, s.tone.deep
    )
    fallen = [
        ellipse(s.x(s.rng.uniform(0.02, 0.42)), s.rng.uniform(ground + 60, 880), 7, 3.5)
        for _ in range(40)
    ]
    s.plate(GOLD, fallen)


def _tower(s: Sheet) -> None:
    cx, ground = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(640, 670)
    sky.clouds(s, 120, 280, 3, s.tone.pale)
    hills.country(s, ground - 90, 2)
    wide = s.rng.uniform(760, 900)
    for side in (-1, 1):
        left = cx + (0 if side > 0 else -wide / 2)
        s.plate(mix(s.tone.warm, PAPER, 0.25), [rect(left, ground - 180, wide / 2, 180)])
        s.plate(
            s.tone.deep,
            [
                [
                    (left - 16, ground - 178),
                    (left + wide / 2 + 16, ground - 178),
                    (left + wide / 2 - 30, ground - 244),
                    (left + 30, ground - 244),
                ]
            ],
        )
        s.plate(
            s.tone.mid,
            [
                [
                    (x, ground),
                    (x, ground - 90),
                    *ellipse(x + 20, ground - 90, 20, 20, 180, 360),
                    (x + 40, ground),
                ]
                for x in (left + 34 + i * 66 for i in range(int(wide / 2 // 66)))
            ],
        )
    tall = s.rng.uniform(470, 530)
    s.plate(mix(s.tone.warm, PAPER, 0.55), [rect(cx - 78, ground - tall, 156, tall)])
    s.plate(s.tone.soft, [rect(cx + 36, ground - tall, 42, tall)])
    s.plate(
        s.tone.deep,
        [
            buildings.curved_roof(cx, ground - tall + 4, 92, 84, 22),
            rect(cx - 90, ground - tall * 0.62, 180, 12),
            rect(cx - 3, ground - tall - 120, 6, 50),
        ],
    )
    s.plate(WHITE, [disc(cx, ground - tall + 92, 48)])
    s.plate(VERMILION, [disc(cx, ground - tall + 92, 50)], cut=[disc(cx, ground - tall + 92, 43)])
    hour = s.rng.uniform(-30, 30)
    s.plate(
        s.tone.deep,
        [
            stroke([(cx, ground - tall + 92), (cx + hour * 0.8, ground - tall + 64)], 5),
            stroke([(cx, ground - tall + 92), (cx - 25, ground - tall + 96)], 5),
        ],
    )
    s.plate(mix(s.tone.soft, s.tone.pale, 0.35), [rect(-10, ground, s.w + 20, 300)])
    s.plate(WHITE, [ribbon([(cx, ground), (cx, 760), (cx, 910)], 520, 60)])
    trees.ginkgo(s, cx - s.x(0.3), ground + 90, 400, GOLD, s.tone.deep)
    trees.ginkgo(s, cx + s.x(0.3), ground + 50, 310, s.tone.mid, s.tone.deep)
    s.plate(s.tone.mid, [under(hills.ridge(s, 868, 20, 1.2), 920)])
