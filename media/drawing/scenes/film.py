"""Scenes of film: the lit screen, the reels, the picture house."""

from math import hypot

from media.drawing import light, objects, sky
from media.drawing.palette import GOLD, NIGHT, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import Shape, disc, rect, stroke, through
from media.drawing.sheet import Sheet


def screen(s: Sheet) -> None:
    """The light of a film over the rows of a dark hall."""
    s.flood(NIGHT)
    cx, top = s.x(s.rng.uniform(0.44, 0.56)), s.rng.uniform(100, 130)
    wide, high = min(s.w * 0.62, 900) * s.rng.uniform(0.85, 1), s.rng.uniform(350, 400)
    frame = rect(cx - wide / 2, top, wide, high)
    glow = [(cx - wide / 2, top + high), (cx + wide / 2, top + high), (s.w + 60, 910), (-60, 910)]
    s.plate(mix(NIGHT, (88, 118, 158), 0.4), [glow])
    light.film_frame(s, frame)
    source = (s.x(s.rng.choice((0.04, 0.96))), 920.0)
    beam = [source, (cx - wide / 2, top + high * 0.1), (cx + wide / 2, top + high * 0.1)]
    s.plate(
        mix(NIGHT, GOLD, 0.3),
        [[source, (cx - wide / 2, top + high), (cx + wide / 2, top + high)]],
        cut=[beam],
    )
    light.seats(
        s,
        630,
        4,
        (mix(NIGHT, (88, 118, 158), 0.55), mix(NIGHT, (88, 118, 158), 0.25), (18, 26, 42)),
    )


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
    xs = (ax - big * 0.2, ax + big * 0.9, s.x(0.52), bx - small * 0.8, bx + small * 0.7, s.w + 80)
    ys = (ay + big, ay + big * 1.12, 560, by - small * 1.2, by - small * 1.05, by - small * 0.4)
    _strip(s, through(xs, ys, 26))
    objects.reel(s, ax, ay, big, s.tone.deep)
    objects.reel(s, bx, by, small, s.tone.mid)


def _strip(s: Sheet, strip: Shape) -> None:
    """A strip of film with frames and perforation; one frame is vermilion."""
    s.plate(s.tone.deep, [stroke(strip, 96)])
    frames = [stroke([strip[i], strip[i + 3]], 56) for i in range(3, len(strip) - 4, 5)]
    holes = []
    for (x0, y0), (x1, y1) in zip(strip[::2], strip[1::2], strict=False):
        length = hypot(x1 - x0, y1 - y0) or 1
        nx, ny = -(y1 - y0) / length, (x1 - x0) / length
        holes += [disc(x0 + nx * d, y0 + ny * d, 5) for d in (-38, 38)]
    red = frames.pop(s.rng.randrange(len(frames) // 3, len(frames) * 2 // 3))
    s.plate(s.tone.warm, frames)
    s.plate(VERMILION, [red])
    s.plate(PAPER, holes)


def _house(s: Sheet) -> None:
    s.flood(NIGHT)
    sky.stars(s, 40, mix(NIGHT, PAPER, 0.6), 420)
    s.plate(PAPER, [disc(s.x(s.rng.choice((0.1, 0.9))), s.rng.uniform(120, 190), 54)])
    cx, ground = s.x(s.rng.uniform(0.42, 0.58)), s.rng.uniform(740, 780)
    wide, tall = min(s.w * 0.9, s.rng.uniform(820, 1000)), s.rng.uniform(540, 610)
    dark, steps, drop = (
        mix(NIGHT, (137, 160, 185), 0.28),
        s.rng.randint(3, 5),
        s.rng.uniform(40, 66),
    )
    for i in range(steps):
        top = ground - tall + (steps - 1 - i) * drop
        s.plate(dark, [rect(cx - wide / 2 + i * 46, top, wide - i * 92, ground - top)])
    ribs = s.rng.choice((4, 6, 8))
    lines = [
        rect(cx + (i - ribs / 2 + 0.4) * 60, ground - tall + 26, 12, tall - 280)
        for i in range(ribs)
    ]
    s.plate(mix(dark, PAPER, 0.25), lines)
    s.plate(VERMILION, [rect(cx - wide * 0.44, ground - 236, wide * 0.88, 66)])
    xs = [cx - wide * 0.42 + i * wide * 0.84 / 19 for i in range(20)]
    s.plate(
        mix(GOLD, WHITE, 0.5), [disc(x, y, 7) for x in xs for y in (ground - 248, ground - 158)]
    )
    s.plate(mix(NIGHT, (0, 0, 0), 0.35), [rect(-10, ground, s.w + 20, 200)])
    _doors(s, cx, ground, wide)


def _doors(s: Sheet, cx: float, ground: float, wide: float) -> None:
    """Four lit doors and their light on the pavement."""
    leaf = wide * 0.15
    for i in range(4):
        x = cx - wide * 0.36 + i * wide * 0.19
        s.plate(mix(GOLD, PAPER, 0.5), [rect(x, ground - 140, leaf, 140)])
        s.plate(NIGHT, [rect(x + leaf * 0.49, ground - 140, 4, 140)])
        right, left = cx + (i - 1.2) * wide * 0.34, cx + (i - 2) * wide * 0.34
        s.plate(
            mix(NIGHT, GOLD, 0.4), [[(x, ground), (x + leaf, ground), (right, 910), (left, 910)]]
        )
