"""Scenes of roofs: the museum and the old town."""

from media.drawing import buildings, hills, sky, trees, water
from media.drawing.palette import PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import mirrored, rect, stroke, through, trapeze
from media.drawing.sheet import Sheet


def museum(s: Sheet) -> None:
    """White volumes with dark edges beside a pool, or a great roof over a plinth."""
    if s.region != "hills" and s.rng.random() < 0.6:
        _white_volumes(s)
    else:
        _great_roof(s)


def _white_volumes(s: Sheet) -> None:
    level, unit = s.rng.uniform(610, 650), s.w / 1600
    sky.sun(s, s.x(s.rng.uniform(0.12, 0.3)), s.rng.uniform(170, 240), s.rng.uniform(46, 64))
    hills.country(s, level - 130, 2)
    start = s.x(s.rng.uniform(0.16, 0.24))
    tall, low = s.rng.uniform(380, 440), s.rng.uniform(200, 250)
    s.plate(mix(s.tone.pale, PAPER, 0.45), [rect(-10, level, s.w + 20, 400)])
    for dx, width, height in ((0, 250, 230), (200, 330, tall), (500, 240, 300), (710, 330, low)):
        for mirror in (False, True):
            _volume(s, start + dx * unit, level, width * unit, height, mirror)
    water.ripples(s, level + 10, 900, WHITE, 1.4)
    door = start + s.rng.choice((260, 560, 820)) * unit
    s.plate(VERMILION, [rect(door, level - 120, 62, 120)])
    s.plate(mix(VERMILION, s.tone.pale, 0.6), [rect(door, level, 62, 72)])
    s.plate(s.tone.deep, [rect(-10, level - 4, s.w + 20, 8)])
    _rocks(s, s.w - 560 * unit, level)
    trees.bamboo(s, s.x(0.08), level, 350, s.tone.mid, 3)


def _rocks(s: Sheet, x: float, level: float) -> None:
    """Two sliced stones before the wall, and their reflection."""
    heights = (0, 60, 44, 120, 70, 84, 0)
    for i, ink in enumerate((s.tone.soft, s.tone.mid)):
        xs = [x + i * 150 + dx for dx in (-40, 40, 90, 150, 210, 260, 330)]
        stone = through(xs, [level - height * (1 - 0.35 * i) for height in heights], 6)
        s.plate(ink, [stone])
        s.plate(mix(ink, s.tone.pale, 0.65), [mirrored(stone, level, 0.7)])


def _volume(s: Sheet, x: float, level: float, width: float, height: float, reflected: bool) -> None:
    """A gabled white block with dark edges, or its reflection."""
    rise = min(height * 0.34, width * 0.36)
    eave, mid, end = level - height + rise, x + width / 2, x + width
    top = (mid, level - height)
    wall = [(x, level), (x, eave), top, (end, eave), (end, level)]
    roof = stroke([(x - 16, eave + 10), top, (end + 16, eave + 10)], 26)
    upper, lower = (mid, eave - rise * 0.3), (mid, eave + width * 0.2)
    right, left = (
        (mid + width * 0.15, eave + width * 0.05),
        (mid - width * 0.15, eave + width * 0.05),
    )
    edges = [rect(x, eave, 9, level - eave), rect(end - 9, eave, 9, level - eave)]
    dark = [roof, *edges, [upper, right, lower, left]]
    if reflected:
        s.plate(mix(WHITE, s.tone.pale, 0.2), [mirrored(wall, level, 0.62)])
        pale = mix(s.tone.soft, s.tone.pale, 0.4)
        s.plate(pale, [mirrored(shape, level, 0.62) for shape in dark])
        return
    s.plate(WHITE, [wall])
    s.plate(s.tone.deep, dark)
    s.plate(s.tone.soft, [[upper, right, lower]])


def _great_roof(s: Sheet) -> None:
    cx, ground = s.x(s.rng.uniform(0.44, 0.58)), s.rng.uniform(640, 680)
    aside = s.rng.choice((-1, 1)) * s.rng.uniform(360, 480)
    sky.sun(s, cx + aside, s.rng.uniform(190, 260), s.rng.uniform(52, 72))
    hills.country(s, ground - 120, 3)
    wide, base = s.rng.uniform(820, 940), ground - 70
    eave, k = _great_hall(s, cx, base, wide) + 24, 1.0
    if s.rng.random() < 0.5:
        s.plate(s.tone.deep, [buildings.curved_roof(cx, eave, wide * 0.52, 66, 34)])
        s.plate(mix(s.tone.warm, PAPER, 0.35), [rect(cx - wide * 0.32, eave - 96, wide * 0.64, 44)])
        eave, k = eave - 88, 0.8
    ridge = buildings.ridge_line(cx, eave, wide * 0.52 * k, 130 * k)
    s.plate(s.tone.deep, [buildings.curved_roof(cx, eave, wide * 0.52 * k, 130 * k, 40), ridge])
    s.plate(s.tone.soft, [trapeze(cx, base, wide, ground + 8, wide * 1.16)])
    s.plate(mix(s.tone.warm, PAPER, 0.3), [rect(-10, ground, s.w + 20, 300)])
    buildings.stairs(s, cx, base, 920, 620, 180, s.tone.soft)
    for side in (-1, 1):
        for i in range(2):
            x, tall = cx + side * (wide * 0.56 + i * 150), s.rng.uniform(200, 320)
            trees.pine(s, x, ground + 30 + i * 60, tall, s.tone.deep, side * 0.08)


def _great_hall(s: Sheet, cx: float, base: float, wide: float) -> float:
    """Walls, columns and the door under the great roof; returns the level of their top."""
    high, bays = s.rng.uniform(150, 190), s.rng.choice((7, 9, 11))
    top, bay = base - high, wide * 0.76 / bays
    s.plate(mix(s.tone.warm, PAPER, 0.35), [rect(cx - wide * 0.4, top, wide * 0.8, high)])
    xs = [cx - wide * 0.38 + (i + 0.3) * bay for i in range(bays)]
    s.plate(s.tone.mid, [rect(x, base - high * 0.7, bay * 0.5, high * 0.7) for x in xs])
    posts = buildings.columns(cx - wide * 0.42, top, wide * 0.84, base, bays + 1, 14)
    s.plate(s.tone.deep, posts)
    s.plate(VERMILION, [rect(cx - 36, base - high * 0.7, 72, high * 0.7)])
    return top


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
