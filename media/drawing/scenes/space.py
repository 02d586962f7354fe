"""Scenes of the way to space: launches and orbits."""

from math import cos, pi, sin

from media.drawing import hills, sky
from media.drawing.palette import GOLD, NIGHT, PAPER, VERMILION, WHITE, Colour, mix
from media.drawing.shapes import band, bend, disc, ellipse, rect, stroke, trapeze, turned, under
from media.drawing.sheet import Sheet


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
    cx, cy = s.x(s.rng.uniform(0.3, 0.7)), s.rng.uniform(1050, 1180)
    r = s.rng.uniform(560, 640)
    line = mix(NIGHT, PAPER, 0.45) if night else s.tone.soft
    for i in range(s.rng.randint(4, 6)):
        s.plate(line, [band(cx, cy, r + 70 + i * (62 + i * 9), 2.6 if i % 2 else 1.6)])
    s.plate(mix(NIGHT, (137, 160, 185), 0.4) if night else s.tone.mid, [disc(cx, cy, r)])
    for i, ink in enumerate((s.tone.soft, s.tone.pale, WHITE)):
        start = 200 + i * 17 + s.rng.uniform(-16, 16)
        end = 300 - i * 12 + s.rng.uniform(-20, 20)
        s.plate(ink, [band(cx, cy, r - 14 - i * 30, 20 - i * 6, start, end)])
    left, over, right = cx - r * 0.45, cx - r * 0.3, cx + r * 0.55
    launch = bend((left, cy - r * 0.86), (over, cy - r * 1.35), (right, cy - r * 1.42), 30)
    s.plate(VERMILION, [stroke(launch, 2, 13), disc(*launch[-1], 17)])
    a, far = s.rng.uniform(225, 262) * pi / 180, r + 212
    ink = PAPER if night else s.tone.deep
    _satellite(s, cx + far * cos(a), cy + far * sin(a), s.rng.uniform(-40, 40), ink)
    moon = s.x(s.rng.choice((0.1, 0.88)))
    s.plate(GOLD, [disc(moon, s.rng.uniform(120, 200), s.rng.uniform(38, 60))])


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
    ground, pad = s.rng.uniform(690, 730), s.x(s.rng.uniform(0.18, 0.42))
    focus = (s.x(s.rng.uniform(0.56, 0.72)), s.rng.uniform(300, 400))
    for i in range(4, 0, -1):
        s.plate(mix(s.tone.pale, PAPER, 0.2 * i), [disc(*focus, 70 + i * 78)])
    s.plate(GOLD, [disc(*focus, 70)])
    for i, ink in enumerate((s.tone.soft, mix(s.tone.warm, PAPER, 0.15), s.tone.warm)):
        line = hills.ridge(s, ground - 60 + i * 56, 36 - i * 6, 0.8 + 0.3 * i)
        s.plate(ink, [under(line, 920)])
    reach = s.w * s.rng.uniform(0.82, 0.94)
    arc = bend((pad, ground - 150), (pad + 20, 200), (reach, s.rng.uniform(70, 150)), 40)
    x, y = arc[-1]
    s.plate(VERMILION, [stroke(arc, 4, 15)])
    s.plate(s.tone.deep, [turned([(x - 34, y - 11), (x + 46, y), (x - 34, y + 11)], -8, (x, y))])
    _gantry(s, pad - 96, ground, 400)
    _rocket(s, pad, ground)
    s.plate(s.tone.mid, [under(hills.ridge(s, ground + 70, 26, 0.9), 920)])
    s.plate(s.tone.deep, [under(hills.ridge(s, ground + 150, 22, 1.2), 920)])


def _rocket(s: Sheet, pad: float, ground: float) -> None:
    """A rocket on its pad."""
    foot, shoulder, top = ground - 40, ground - 300, ground - 350
    left = bend((pad - 19, foot), (pad - 19, shoulder), (pad, top))
    s.plate(s.tone.deep, [left + [(2 * pad - x, y) for x, y in left[::-1]]])
    s.plate(WHITE, [rect(pad - 19, ground - 190, 38, 16), rect(pad - 19, ground - 110, 38, 8)])
    s.plate(s.tone.deep, [trapeze(pad - 35, foot, 310, ground + 4, 390)])


def _gantry(s: Sheet, x: float, base: float, height: float) -> None:
    shapes = [rect(x - 34, base - height, 8, height), rect(x + 26, base - height, 8, height)]
    for i in range(8):
        y = base - height + i * height / 8
        shapes += [rect(x - 34, y, 68, 6), stroke([(x - 32, y), (x + 30, y + height / 8)], 4)]
    shapes += [rect(x + 30, base - height * f, 50, 6) for f in (0.8, 0.55, 0.3)]
    s.plate(s.tone.deep, shapes)
