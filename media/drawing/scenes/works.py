"""Scenes of work and thought: enterprise, area, orbit, cinema, book, pen."""

from math import cos, pi, sin

from media.drawing import hills, objects, sky
from media.drawing.palette import GOLD, NIGHT, PAPER, VERMILION, WHITE, Colour, mix
from media.drawing.shapes import (
    Shape,
    band,
    bend,
    disc,
    ellipse,
    rect,
    smooth,
    stroke,
    turned,
    under,
)
from media.drawing.sheet import Sheet


def enterprise(s: Sheet) -> None:
    """Saw-tooth roofs spinning threads, or the lines of a circuit."""
    if s.rng.random() < 0.5:
        _loom(s)
    else:
        _circuit(s)


def _loom(s: Sheet) -> None:
    level, count = s.rng.uniform(390, 440), s.rng.randint(5, 7)
    bay = s.w * 0.74 / count
    x0 = s.x(s.rng.uniform(0.06, 0.2))
    sky.sun(s, x0 + bay * s.rng.randint(1, count - 1), level - 210, s.rng.uniform(58, 80))
    hills.country(s, level - 40, 2)
    s.plate(PAPER, [rect(-10, level, s.w + 20, 520)])
    teeth = [
        [
            (x0 + i * bay, level),
            (x0 + i * bay, level - 150),
            (x0 + (i + 1) * bay, level - 56),
            (x0 + (i + 1) * bay, level),
        ]
        for i in range(count)
    ]
    s.plate(s.tone.deep, teeth)
    s.plate(
        s.tone.warm,
        [
            [
                (x0 + i * bay + 10, level - 118),
                (x0 + i * bay + 10, level - 60),
                (x0 + i * bay + bay * 0.4, level - 60),
                (x0 + i * bay + bay * 0.4, level - 96),
            ]
            for i in range(count)
        ],
    )
    s.plate(s.tone.deep, [rect(x0 - 10, level - 8, s.w * 0.74 + 20, 44)])
    threads = int(s.w * 0.74 / 20)
    inks = (s.tone.mid, s.tone.soft, s.tone.mid, s.tone.warm)
    red = s.rng.randrange(threads // 4, threads * 3 // 4)
    spread, drift = s.rng.uniform(1.05, 1.3), s.rng.uniform(-70, 70)
    edges = [_thread(s, x, x0, level + 36, spread, drift) for x in (x0, x0 + threads * 20)]
    for i in range(s.rng.randint(3, 5)):
        line = [
            (x, 560 + i * 84 + 20 * sin(x / 210 + i * 1.3)) for x in range(-20, int(s.w) + 40, 14)
        ]
        band_ink = (s.tone.warm, s.tone.soft, GOLD)[i % 3]
        s.plate(band_ink, [stroke(line, s.rng.uniform(20, 60))], clip=[edges[0] + edges[1][::-1]])
    for group in range(4):
        lines = [
            _thread(s, x0 + i * 20, x0, level + 36, spread, drift)
            for i in range(threads)
            if i % 4 == group and i != red
        ]
        s.plate(inks[group], [stroke(line, 6, 8) for line in lines])
    s.plate(VERMILION, [stroke(_thread(s, x0 + red * 20, x0, level + 36, spread, drift), 11, 13)])


def _thread(s: Sheet, x: float, x0: float, top: float, spread: float, drift: float) -> Shape:
    middle = x0 + s.w * 0.37
    end = middle + (x - middle) * spread + drift
    return smooth(
        [(x, top), (x + (end - x) * 0.2, top + 160), (x + (end - x) * 0.85, top + 330), (end, 930)],
        8,
    )


def _circuit(s: Sheet) -> None:
    cx, cy = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(400, 500)
    size = s.rng.uniform(230, 280)
    half = size / 2
    for side in range(4):
        lanes = s.rng.randint(7, 9)
        for i in range(lanes):
            offset = (i - (lanes - 1) / 2) * size / lanes
            run, turn = s.rng.uniform(60, 230), offset * s.rng.uniform(1.2, 2.0)
            line = [
                (cx + half, cy + offset),
                (cx + half + run, cy + offset),
                (cx + half + run + abs(turn), cy + offset + turn),
                (cx + half + run + abs(turn) + s.rng.uniform(60, 420), cy + offset + turn),
            ]
            line = [turned([p], side * 90, (cx, cy))[0] for p in line]
            ink = s.rng.choice((s.tone.mid, s.tone.mid, s.tone.soft, s.tone.warm))
            end = line[-1]
            s.plate(
                ink,
                [
                    *(stroke([a, b], 7) for a, b in zip(line, line[1:], strict=False)),
                    *(disc(x, y, 3.5) for x, y in line[1:-1]),
                    disc(*end, 15),
                ],
                cut=[disc(*end, 8)],
            )
    s.plate(s.tone.deep, [rect(cx - half, cy - half, size, size)])
    s.plate(
        mix(s.tone.deep, s.tone.soft, 0.25),
        [rect(cx - half * 0.78, cy - half * 0.78, size * 0.78, size * 0.78)],
    )
    cells = [
        rect(
            cx - half * 0.66 + i * half * 0.34,
            cy - half * 0.66 + j * half * 0.34,
            half * 0.28,
            half * 0.28,
        )
        for i in range(4)
        for j in range(4)
    ]
    red = s.rng.randrange(16)
    s.plate(s.tone.soft, [cell for i, cell in enumerate(cells) if i != red and i % 3])
    s.plate(GOLD, [cell for i, cell in enumerate(cells) if i != red and not i % 3])
    s.plate(VERMILION, [cells[red]])


def area(s: Sheet) -> None:
    """A district from above: blocks, a river with bridges, one marked place."""
    s.flood(mix(s.tone.pale, PAPER, 0.3))
    angle, middle = s.rng.uniform(-16, 16), (s.w / 2, 450.0)
    marked = (s.rng.randint(3, 6), s.rng.randint(2, 4))
    inks: dict[Colour, list[Shape]] = {
        WHITE: [],
        mix(s.tone.warm, PAPER, 0.35): [],
        s.tone.soft: [],
        s.tone.mid: [],
    }
    names = list(inks)
    y, row = -260.0, 0
    while y < 1160:
        high, x, column = s.rng.uniform(90, 160), -300.0, 0
        while x < s.w + 300:
            wide = s.rng.uniform(90, 240)
            if (column, row) == marked or s.rng.random() < 0.94:
                ink = s.rng.choices(names, weights=(8, 4, 2, 1))[0]
                inks[ink].append(turned(rect(x, y, wide, high), angle, middle))
            x, column = x + wide + s.rng.choice((12, 12, 26)), column + 1
        y, row = y + high + s.rng.choice((12, 12, 30)), row + 1
    for ink, shapes in inks.items():
        s.plate(ink, shapes)
    bend_at = s.rng.uniform(0.25, 0.7)
    river = smooth(
        [
            (-60, s.rng.uniform(120, 700)),
            (s.x(bend_at * 0.5), s.rng.uniform(250, 650)),
            (s.x(bend_at), s.rng.uniform(300, 600)),
            (s.x(0.8), s.rng.uniform(200, 700)),
            (s.w + 60, s.rng.uniform(200, 800)),
        ],
        24,
    )
    s.plate(PAPER, [stroke(river, 112, 148)])
    s.plate(s.tone.mid, [stroke(river, 88, 120)])
    s.plate(s.tone.soft, [stroke([(x, y + d) for x, y in river], 3) for d in (-22, 4, 28)])
    for i in (20, 46, 72):
        (ax, ay), (bx, by) = river[i], river[i + 1]
        tilt = turned([(ax, ay - 84), (ax, ay + 84)], _slope(ax, ay, bx, by), (ax, ay))
        s.plate(WHITE, [stroke(tilt, 20)])
    _marker(s, *river[s.rng.choice((34, 58))], s.rng.choice((-1, 1)))


def _slope(ax: float, ay: float, bx: float, by: float) -> float:
    return max(-40.0, min(40.0, (by - ay) / (bx - ax or 1) * 45))


def _marker(s: Sheet, x: float, y: float, side: int) -> None:
    y += side * 150
    s.plate(PAPER, [disc(x, y, 66)])
    s.plate(VERMILION, [disc(x, y, 46)])
    s.plate(PAPER, [disc(x, y, 15)])
    s.plate(s.tone.deep, [band(x, y, 92, 4), band(x, y, 130, 2.5)])


def orbit(s: Sheet) -> None:
    """A launch into the sky over the desert, or orbits around the earth."""
    if s.rng.random() < 0.5:
        _launch(s)
    else:
        _orbits(s)


def _orbits(s: Sheet) -> None:
    night = s.rng.random() < 0.6
    if night:
        s.flood(NIGHT)
        sky.stars(s, 70, mix(NIGHT, PAPER, 0.7), 860)
    cx, cy, r = s.x(s.rng.uniform(0.3, 0.7)), s.rng.uniform(1050, 1180), s.rng.uniform(560, 640)
    line = mix(NIGHT, PAPER, 0.45) if night else s.tone.soft
    for i in range(s.rng.randint(4, 6)):
        s.plate(line, [band(cx, cy, r + 70 + i * (62 + i * 9), 2.6 if i % 2 else 1.6)])
    s.plate(mix(NIGHT, (137, 160, 185), 0.4) if night else s.tone.mid, [disc(cx, cy, r)])
    for i, ink in enumerate((s.tone.soft, s.tone.pale, WHITE)):
        s.plate(
            ink,
            [
                band(
                    cx,
                    cy,
                    r - 14 - i * 30,
                    20 - i * 6,
                    200 + i * 17 + s.rng.uniform(-16, 16),
                    300 - i * 12 + s.rng.uniform(-20, 20),
                )
            ],
        )
    launch = bend(
        (cx - r * 0.45, cy - r * 0.86),
        (cx - r * 0.3, cy - r * 1.35),
        (cx + r * 0.55, cy - r * 1.42),
        30,
    )
    s.plate(VERMILION, [stroke(launch, 2, 13), disc(*launch[-1], 17)])
    a = s.rng.uniform(225, 262) * pi / 180
    far = r + 70 + 2 * 71
    _satellite(
        s,
        cx + far * cos(a),
        cy + far * sin(a),
        s.rng.uniform(-40, 40),
        PAPER if night else s.tone.deep,
    )
    s.plate(
        GOLD, [disc(s.x(s.rng.choice((0.1, 0.88))), s.rng.uniform(120, 200), s.rng.uniform(38, 60))]
    )


def _satellite(s: Sheet, x: float, y: float, angle: float, ink: Colour) -> None:
    """A ball with four long aerials, as the first one had."""
    aerials = [
        stroke([(x, y), (x - 105 + abs(i) * 12, y + i * 34)], 4, 1.5) for i in (-2, -0.8, 0.8, 2)
    ]
    s.plate(ink, [turned(shape, angle, (x, y)) for shape in aerials])
    s.plate(ink, [disc(x, y, 34)])
    s.plate(
        GOLD,
        [turned(ellipse(x, y, 34, 34, -60, 60) + ellipse(x, y, 14, 34, 60, -60), angle, (x, y))],
    )


def _launch(s: Sheet) -> None:
    ground = s.rng.uniform(690, 730)
    pad = s.x(s.rng.uniform(0.24, 0.4))
    focus = (s.x(0.66), s.rng.uniform(320, 380))
    for i in range(4, 0, -1):
        s.plate(mix(s.tone.pale, PAPER, 0.2 * i), [disc(*focus, 70 + i * 78)])
    s.plate(GOLD, [disc(*focus, 70)])
    for i, ink in enumerate((s.tone.soft, mix(s.tone.warm, PAPER, 0.15), s.tone.warm)):
        s.plate(ink, [under(hills.ridge(s, ground - 60 + i * 56, 36 - i * 6, 0.8 + 0.3 * i), 920)])
    arc = bend((pad, ground - 150), (pad + 20, 200), (s.w * 0.92, s.rng.uniform(70, 130)), 40)
    s.plate(VERMILION, [stroke(arc, 4, 15)])
    s.plate(
        s.tone.deep,
        [
            turned(
                [
                    (arc[-1][0] - 34, arc[-1][1] - 11),
                    (arc[-1][0] + 46, arc[-1][1]),
                    (arc[-1][0] - 34, arc[-1][1] + 11),
                ],
                -8,
                arc[-1],
            )
        ],
    )
    _gantry(s, pad - 96, ground, 400)
    s.plate(
        s.tone.deep,
        [
            bend((pad - 19, ground - 40), (pad - 19, ground - 300), (pad, ground - 350))
            + bend((pad, ground - 350), (pad + 19, ground - 300), (pad + 19, ground - 40))
        ],
    )
    s.plate(WHITE, [rect(pad - 19, ground - 190, 38, 16), rect(pad - 19, ground - 110, 38, 8)])
    s.plate(
        s.tone.deep,
        [
            [
                (pad - 190, ground - 40),
                (pad + 120, ground - 40),
                (pad + 160, ground + 4),
                (pad - 230, ground + 4),
            ]
        ],
    )
    front = hills.ridge(s, ground + 70, 26, 0.9)
    s.plate(s.tone.mid, [under(front, 920)])
    s.plate(s.tone.deep, [under(hills.ridge(s, ground + 150, 22, 1.2), 920)])


def _gantry(s: Sheet, x: float, base: float, height: float) -> None:
    shapes = [rect(x - 34, base - height, 8, height), rect(x + 26, base - height, 8, height)]
    for i in range(8):
        y = base - height + i * height / 8
        shapes += [rect(x - 34, y, 68, 6), stroke([(x - 32, y), (x + 30, y + height / 8)], 4)]
    shapes += [rect(x + 30, base - height * f, 50, 6) for f in (0.8, 0.55, 0.3)]
    s.plate(s.tone.deep, shapes)


def cinema(s: Sheet) -> None:
    """Reels and a winding strip of film, or a picture house by night."""
    if s.rng.random() < 0.55:
        _reels(s)
    else:
        _house(s)


def _reels(s: Sheet) -> None:
    big, small = s.rng.uniform(240, 285), s.rng.uniform(140, 175)
    ax, ay = s.x(s.rng.uniform(0.28, 0.36)), s.rng.uniform(350, 420)
    bx, by = s.x(s.rng.uniform(0.7, 0.78)), s.rng.uniform(470, 560)
    s.plate(s.tone.pale, [disc(ax + 60, ay + 40, big * 1.25)])
    strip = smooth(
        [
            (ax - big * 0.2, ay + big),
            (ax + big * 0.9, ay + big * 1.12),
            (s.x(0.52), 560),
            (bx - small * 0.8, by - small * 1.2),
            (bx + small * 0.7, by - small * 1.05),
            (s.w + 80, by - small * 0.4),
        ],
        26,
    )
    s.plate(s.tone.deep, [stroke(strip, 96)])
    frames, holes = [], []
    for i in range(3, len(strip) - 4, 5):
        (x0, y0), (x1, y1) = strip[i], strip[i + 3]
        frames.append(stroke([(x0, y0), (x1, y1)], 56))
    for (x0, y0), (x1, y1) in zip(strip[::2], strip[1::2], strict=False):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1
        nx, ny = -(y1 - y0) / length, (x1 - x0) / length
        holes += [disc(x0 + nx * d, y0 + ny * d, 5) for d in (-38, 38)]
    red = s.rng.randrange(len(frames) // 3, len(frames) * 2 // 3)
    s.plate(s.tone.warm, [frame for i, frame in enumerate(frames) if i != red])
    s.plate(VERMILION, [frames[red]])
    s.plate(PAPER, holes)
    objects.reel(s, ax, ay, big, s.tone.deep)
    objects.reel(s, bx, by, small, s.tone.mid)


def _house(s: Sheet) -> None:
    s.flood(NIGHT)
    sky.stars(s, 40, mix(NIGHT, PAPER, 0.6), 420)
    cx, ground = s.x(s.rng.uniform(0.42, 0.58)), 760.0
    wide, tall = min(s.w * 0.9, s.rng.uniform(880, 1000)), s.rng.uniform(560, 610)
    dark = mix(NIGHT, (137, 160, 185), 0.28)
    s.plate(
        dark,
        [
            rect(
                cx - wide / 2 + i * 46,
                ground - tall + (3 - i) * 62,
                wide - i * 92,
                tall - (3 - i) * 62,
            )
            for i in range(4)
        ],
    )
    s.plate(
        mix(dark, PAPER, 0.25),
        [rect(cx - 150 + i * 60, ground - tall + 26, 12, tall - 280) for i in range(6)],
    )
    s.plate(VERMILION, [rect(cx - wide * 0.44, ground - 236, wide * 0.88, 66)])
    bulbs = [
        disc(cx - wide * 0.42 + i * wide * 0.84 / 19, y, 7)
        for i in range(20)
        for y in (ground - 248, ground - 158)
    ]
    s.plate(mix(GOLD, WHITE, 0.5), bulbs)
    s.plate(
        mix(GOLD, PAPER, 0.5),
        [
            rect(cx - wide * 0.36 + i * wide * 0.19, ground - 140, wide * 0.15, 140)
            for i in range(4)
        ],
    )
    s.plate(
        NIGHT,
        [
            rect(cx - wide * 0.36 + i * wide * 0.19 + wide * 0.073, ground - 140, 4, 140)
            for i in range(4)
        ],
    )
    s.plate(mix(NIGHT, (0, 0, 0), 0.35), [rect(-10, ground, s.w + 20, 200)])
    glow = [
        [
            (cx - wide * 0.36 + i * wide * 0.19, ground),
            (cx - wide * 0.21 + i * wide * 0.19, ground),
            (cx + (i - 1.2) * wide * 0.34, 910),
            (cx + (i - 2) * wide * 0.34, 910),
        ]
        for i in range(4)
    ]
    s.plate(mix(NIGHT, GOLD, 0.4), glow)
    s.plate(PAPER, [disc(s.x(s.rng.choice((0.12, 0.86))), 170, 54)])


def book(s: Sheet) -> None:
    """An open book whose pages become hills and water."""
    cx, spine = s.x(s.rng.uniform(0.45, 0.55)), s.rng.uniform(720, 760)
    half = min(s.w * 0.42, 640)
    sky.sun(
        s,
        cx + s.rng.choice((-1, 1)) * s.rng.uniform(120, 330),
        s.rng.uniform(220, 290),
        s.rng.uniform(66, 96),
    )
    hills.country(s, 500, 3)
    s.plate(PAPER, [[(-10, 520), (s.w + 10, 520), (s.w + 10, 910), (-10, 910)]])
    s.plate(
        s.tone.deep,
        [
            [
                (cx - half - 26, spine + 36),
                (cx + half + 26, spine + 36),
                (cx + half + 26, spine + 52),
                (cx - half - 26, spine + 52),
            ]
        ],
    )
    leaves = s.rng.randint(5, 7)
    inks = (s.tone.mid, s.tone.soft, s.tone.pale, s.tone.warm, WHITE)
    for i in range(leaves):
        t = i / leaves
        for side in (-1, 1):
            lift = 330 * (1 - t) * s.rng.uniform(0.86, 1.08)
            reach = half * (0.62 + 0.38 * t)
            top = bend(
                (cx, spine + 20 - 40 * (1 - t)),
                (cx + side * reach * 0.3, spine - lift * 1.35),
                (cx + side * reach, spine + 20 - lift * 0.62),
            )
            s.plate(
                inks[min(i, 4)] if i < leaves - 1 else WHITE,
                [[*top, (cx + side * half, spine + 36), (cx, spine + 36)]],
            )
            s.plate(s.tone.deep if i == leaves - 1 else WHITE, [stroke(top, 2.5)])
    lines = [
        rect(
            cx + side * half * 0.3 - (half * 0.5 if side < 0 else 0),
            spine - 22 + k * 15,
            half * (0.5 if k % 3 else 0.38),
            4,
        )
        for side in (-1, 1)
        for k in range(3)
    ]
    s.plate(s.tone.soft, lines)
    s.plate(
        VERMILION,
        [
            [
                (cx - 11, spine - 10),
                (cx + 11, spine - 10),
                (cx + 15, spine + 120),
                (cx + 2, spine + 100),
                (cx - 13, spine + 120),
            ]
        ],
    )


def pen(s: Sheet) -> None:
    """A pen on ruled manuscript paper, its line running into hills."""
    slant = s.rng.uniform(-7, 7)
    middle = (s.w / 2, 450.0)
    left, top, cell = (
        s.x(s.rng.uniform(0.1, 0.2)),
        s.rng.uniform(120, 170),
        s.rng.choice((62.0, 74.0)),
    )
    columns, rows = int(s.w * 0.66 / cell), int(600 / (cell * 1.3)) + 1
    s.flood(mix(s.tone.pale, PAPER, 0.15))
    s.plate(
        mix(s.tone.soft, s.tone.pale, 0.4),
        [
            turned(
                rect(left - 46, top - 46, columns * cell + 120, rows * cell * 1.3 + 120),
                slant,
                middle,
            )
        ],
    )
    s.plate(
        WHITE,
        [
            turned(
                rect(left - 60, top - 62, columns * cell + 120, rows * cell * 1.3 + 120),
                slant,
                middle,
            )
        ],
    )
    grid = []
    for row in range(rows):
        y = top + row * cell * 1.3
        grid += [rect(left, y, columns * cell, 2.2), rect(left, y + cell, columns * cell, 2.2)]
        grid += [rect(left + column * cell, y, 2.2, cell) for column in range(columns + 1)]
    s.plate(mix(s.tone.soft, WHITE, 0.25), [turned(shape, slant, middle) for shape in grid])
    done = s.rng.randint(1, 2)
    marks = [
        ellipse(left + (c + 0.5) * cell, top + (r * 1.3 + 0.5) * cell, cell * 0.25, cell * 0.25)
        for r in range(done)
        for c in range(columns)
        if s.rng.random() < 0.9
    ]
    s.plate(s.tone.deep, [turned(shape, slant, middle) for shape in marks])
    tip = (left + columns * cell * s.rng.uniform(0.55, 0.72), top + rows * cell * 0.98)
    line = smooth(
        [
            (left - 40, tip[1] + 40),
            (left + columns * cell * 0.16, tip[1] - 70),
            (left + columns * cell * 0.26, tip[1] + 12),
            (left + columns * cell * 0.4, tip[1] - 120),
            (tip[0] - 80, tip[1] + 30),
            tip,
        ]
    )
    s.plate(s.tone.mid, [stroke(line, 3, 9)])
    objects.nib(s, tip, s.rng.uniform(430, 500), s.rng.uniform(38, 52))
    s.plate(
        GOLD if s.rng.random() < 0.5 else VERMILION,
        [
            turned(
                rect(left + columns * cell - 58, top + rows * cell * 1.3 - cell * 1.2, 58, 58),
                slant,
                middle,
            )
        ],
    )
