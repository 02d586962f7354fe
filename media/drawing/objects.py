"""Things on a table: cups, pot, books, lectern, pen, paper."""

from math import cos, pi, sin

from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, Colour, mix
from media.drawing.shapes import (
    Shape,
    band,
    bend,
    disc,
    ellipse,
    rect,
    smooth,
    stroke,
    trapeze,
    turned,
)
from media.drawing.sheet import Sheet


def cup_from_above(s: Sheet, x: float, y: float, r: float, saucer: Colour) -> None:
    """A cup of tea on its saucer, seen from above."""
    s.plate(saucer, [disc(x, y, r * 1.28)])
    s.plate(WHITE, [disc(x, y, r)])
    s.plate(mix(GOLD, PAPER, 0.15), [disc(x, y, r * 0.8)])
    s.plate(
        mix(GOLD, WHITE, 0.6),
        [band(x, y, r * 0.6, r * 0.07, s.rng.uniform(180, 230), s.rng.uniform(280, 320))],
    )


def pot_from_above(s: Sheet, x: float, y: float, r: float, colour: Colour) -> None:
    """A teapot from above: body, lid, knob, spout, handle."""
    angle = s.rng.uniform(0, 360)
    spout = turned(
        [
            (x + r * 0.8, y - r * 0.3),
            (x + r * 1.5, y - r * 0.1),
            (x + r * 1.5, y + r * 0.1),
            (x + r * 0.8, y + r * 0.3),
        ],
        angle,
        (x, y),
    )
    handle = turned(band(x - r * 1.12, y, r * 0.36, r * 0.15), angle, (x, y))
    s.plate(colour, [disc(x, y, r), spout])
    s.plate(colour, [handle[: len(handle) // 2]], cut=[handle[len(handle) // 2 :]])
    s.plate(mix(colour, PAPER, 0.3), [disc(x, y, r * 0.66)], cut=[disc(x, y, r * 0.62)])
    s.plate(GOLD, [disc(x, y, r * 0.15)])


def leaf(s: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    """A single tea leaf."""
    blade = bend((x - size, y), (x, y - size * 0.8), (x + size, y)) + bend(
        (x + size, y), (x, y + size * 0.35), (x - size, y)
    )
    s.plate(colour, [turned(blade, s.rng.uniform(0, 360), (x, y))])


def steam(s: Sheet, x: float, y: float, height: float, colour: Colour) -> None:
    """Three rising threads."""
    threads = []
    for i in (-1, 0, 1):
        sway, tall = s.rng.uniform(14, 26), height * s.rng.uniform(0.7, 1)
        line = smooth(
            [
                (x + i * 34, y),
                (x + i * 34 + sway, y - tall * 0.3),
                (x + i * 34 - sway, y - tall * 0.65),
                (x + i * 34 + sway * 0.7, y - tall),
            ]
        )
        threads.append(stroke(line, 6, 1))
    s.plate(colour, threads)


def covered_cup(s: Sheet, cx: float, base: float, width: float) -> None:
    """A covered cup with lid and saucer, a line of blue around it."""
    half, foot = width / 2, base - width * 0.06
    rim = foot - width * 0.56
    body = _bowl(cx, rim, half, foot)
    left = bend(
        (cx - half * 0.94, rim - 6),
        (cx - half * 0.6, rim - width * 0.25),
        (cx - half * 0.16, rim - width * 0.27),
    )
    lid = left + [(2 * cx - x, y) for x, y in left[::-1]]
    knob = ellipse(cx, rim - width * 0.29, half * 0.19, width * 0.045)
    s.plate(s.tone.deep, [ellipse(cx, base - width * 0.035, half * 1.12, width * 0.05)])
    grown = [(cx + (x - cx) * 1.03, y + (4 if y > rim else -5)) for x, y in body]
    s.plate(s.tone.deep, [grown, [(cx + (x - cx) * 1.03, y - 5) for x, y in lid], knob])
    s.plate(WHITE, [body, lid])
    lines = [
        rect(cx - half, rim + width * y, width, width * h)
        for y, h in ((0.13, 0.035), (0.19, 0.012))
    ]
    s.plate(s.tone.mid, lines, clip=[body])
    s.plate(
        s.tone.mid,
        [disc(cx, rim + width * 0.34, width * 0.075)],
        cut=[disc(cx, rim + width * 0.34, width * 0.045)],
    )
    shade = rect(cx + half * 0.45, rim, half * 0.6, width)
    s.plate(mix(s.tone.pale, WHITE, 0.2), [shade], clip=[body], overprint=True)
    steam(s, cx, rim - width * 0.42, width * 0.8, WHITE)


def small_cup(s: Sheet, cx: float, base: float, width: float, colour: Colour) -> None:
    """A handleless cup, side view, tea up to the rim."""
    half, high = width / 2, width * 0.62
    body = bend((cx - half, base - high), (cx - half * 0.8, base), (cx - half * 0.3, base)) + bend(
        (cx + half * 0.3, base), (cx + half * 0.8, base), (cx + half, base - high)
    )
    s.plate(s.tone.deep, [[(cx + (x - cx) * 1.06, y) for x, y in body]])
    s.plate(colour, [[(cx + (x - cx) * 0.97, y + 1) for x, y in body]])
    s.plate(GOLD, [ellipse(cx, base - high, half * 0.96, 8)])


def caddy(s: Sheet, cx: float, base: float, width: float) -> None:
    """A round tea caddy in vermilion with a gold line."""
    s.plate(VERMILION, [rect(cx - width / 2, base - width * 1.1, width, width * 1.1)])
    s.plate(s.tone.deep, [rect(cx - width * 0.42, base - width * 1.32, width * 0.84, width * 0.22)])
    s.plate(GOLD, [rect(cx - width / 2, base - width * 0.86, width, 6)])


def open_book(s: Sheet, cx: float, base: float, width: float) -> None:
    """An open book lying on a table, seen from the front."""
    half, lift = width / 2, width * 0.1
    left = bend(
        (cx, base - lift * 0.5),
        (cx - half * 0.4, base - lift * 2.1),
        (cx - half, base - lift * 0.7),
    )
    right = [(2 * cx - x, y) for x, y in left]
    s.plate(
        WHITE, [[*left, (cx - half, base), (cx, base)], [*right, (cx + half, base), (cx, base)]]
    )
    edges = [stroke([(x, y + k * 9) for x, y in side], 2) for side in (left, right) for k in (1, 2)]
    s.plate(s.tone.soft, edges)
    s.plate(s.tone.deep, [rect(cx - half - 8, base - 5, width + 16, 6)])


def book_stack(s: Sheet, cx: float, base: float, count: int) -> None:
    """Closed books lying on each other, spines to the viewer, one of them vermilion."""
    y, red = base, s.rng.randrange(count)
    inks = (s.tone.mid, s.tone.warm, WHITE, s.tone.soft, GOLD)
    for i in range(count):
        width, high = s.rng.uniform(150, 220), s.rng.uniform(24, 40)
        x = cx - width / 2 + s.rng.uniform(-18, 18)
        y -= high
        ink = VERMILION if i == red else inks[i % 5]
        s.plate(ink, [rect(x, y, width, high - 2)])
        s.plate(
            mix(ink, PAPER, 0.5),
            [
                rect(x + width * 0.1, y + 5, 5, high - 12),
                rect(x + width * 0.16, y + 5, 3, high - 12),
            ],
        )


def lectern(s: Sheet, cx: float, base: float, height: float) -> None:
    """A lectern with a slanted top and a microphone."""
    top, half = base - height * 0.72, height * 0.24
    s.plate(s.tone.deep, [trapeze(cx, top, half * 1.64, base, half * 1.32)])
    desk = trapeze(cx, top - height * 0.1, half * 2, top, half * 2.4)
    s.plate(mix(s.tone.deep, s.tone.soft, 0.3), [desk])
    s.plate(
        WHITE,
        [trapeze(cx - half * 0.11, top - height * 0.085, half * 0.9, top - height * 0.02, half)],
    )
    s.plate(s.tone.deep, [rect(cx - half * 0.86, base - height * 0.05, half * 1.72, height * 0.06)])
    arm = bend(
        (cx + half * 0.7, top - height * 0.08),
        (cx + half * 0.85, top - height * 0.34),
        (cx + half * 0.3, top - height * 0.32),
    )
    head = turned(ellipse(cx + half * 0.24, top - height * 0.318, 20, 9), 6, (cx, top))
    s.plate(s.tone.deep, [stroke(arm, 6, 4), head])
    s.plate(
        VERMILION, [trapeze(cx, top + height * 0.14, half * 1.56, top + height * 0.24, half * 1.51)]
    )
    s.plate(GOLD, [rect(cx - half * 0.75, top + height * 0.27, half * 1.5, 4)])


def turned_page(x: float, y: float, size: float, degrees: float) -> Shape:
    """A sheet of paper lying on a round table, its foot towards the seat."""
    return turned(rect(x - size * 0.62, y - size * 0.45, size * 1.24, size * 0.9), degrees, (x, y))


def nib(s: Sheet, tip: tuple[float, float], length: float, degrees: float) -> None:
    """A fountain pen that touches the paper at `tip`, leaning by `degrees`."""
    x, y = tip
    half = length * 0.085

    def put(shape: Shape) -> Shape:
        return turned(shape, degrees, tip)

    point = bend(
        (x, y), (x - half * 0.35, y - length * 0.14), (x - half, y - length * 0.24)
    ) + bend((x + half, y - length * 0.24), (x + half * 0.35, y - length * 0.14), (x, y))
    s.plate(s.tone.deep, [put(rect(x - half * 1.15, y - length * 1.3, half * 2.3, length * 0.98))])
    s.plate(s.tone.mid, [put(rect(x - half * 1.15, y - length * 1.3, half * 0.7, length * 0.98))])
    s.plate(GOLD, [put(point)])
    s.plate(
        s.tone.deep,
        [
            put(
                [
                    (x - half, y - length * 0.24),
                    (x + half, y - length * 0.24),
                    (x + half * 1.15, y - length * 0.34),
                    (x - half * 1.15, y - length * 0.34),
                ]
            )
        ],
    )
    s.plate(VERMILION, [put(rect(x - half * 1.15, y - length * 0.4, half * 2.3, length * 0.035))])
    s.plate(
        s.tone.deep,
        [
            put(stroke([(x, y - 6), (x, y - length * 0.15)], 3)),
            put(disc(x, y - length * 0.155, half * 0.2)),
        ],
    )


def reel(s: Sheet, cx: float, cy: float, r: float, colour: Colour) -> None:
    """A film reel: disc, five openings, hub."""
    turn = s.rng.uniform(0, 72)
    holes = [
        disc(
            cx + r * 0.56 * cos((turn + i * 72) * pi / 180),
            cy + r * 0.56 * sin((turn + i * 72) * pi / 180),
            r * 0.24,
        )
        for i in range(5)
    ]
    s.plate(colour, [disc(cx, cy, r)], cut=[*holes, disc(cx, cy, r * 0.09)])
    s.plate(
        mix(colour, PAPER, 0.4), [band(cx, cy, r * 0.91, r * 0.025)], cut=[disc(cx, cy, r * 0.895)]
    )


def _bowl(cx: float, rim: float, half: float, foot: float) -> Shape:
    """The outline of a cup, wide at the rim, narrow at the foot."""
    low = foot - half * 0.12
    left = bend((cx - half, rim), (cx - half * 0.82, low), (cx - half * 0.36, foot))
    return left + [(2 * cx - x, y) for x, y in left[::-1]]
