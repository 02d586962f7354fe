"""Water: ripples, long waves, lotus, a boat, a stone bridge."""

from math import sin, tau

from media.drawing.palette import WHITE, Colour, mix
from media.drawing.shapes import Shape, along, bend, ellipse, smooth, stroke, turned
from media.drawing.sheet import Sheet


def ripples(s: Sheet, top: float, bottom: float, colour: Colour, density: float = 1.0) -> None:
    """Dashes of light on still water, closer together towards the far shore."""
    shapes = []
    y, gap = top, 9.0
    while y < bottom:
        for _ in range(max(1, round(s.w / 420 * density))):
            x, half = s.rng.uniform(0, s.w), s.rng.uniform(30, 60 + gap * 5)
            shapes.append(ellipse(x, y, half, 0.9 + gap * 0.08))
        y += gap
        gap *= 1.22
    s.plate(colour, shapes)


def swell(s: Sheet, y: float, height: float, length: float) -> Shape:
    """The line of a long wave with a sharper crest than trough."""
    phase = s.rng.uniform(0, tau)
    return along(
        s.w,
        lambda x: (
            y
            - height * (1 - abs(sin(x / length * tau / 2 + phase))) ** 1.6
            - height * 0.2 * sin(x / length + phase)
        ),
    )


def rings(s: Sheet, cx: float, cy: float, reach: float, step: float, colour: Colour) -> None:
    """Ripples spreading over a pond seen from a low height, thinner the farther they go."""
    r, shapes = step, []
    while r < reach:
        wide = max(2.0, step * 0.3 * (1 - r / reach))
        ring = ellipse(cx, cy, r + wide, (r + wide) * 0.5)
        shapes.append(ring + ellipse(cx, cy, r - wide, (r - wide) * 0.5)[::-1])
        r += step * (1 + r / reach)
    s.plate(colour, shapes)


def lotus_leaf(s: Sheet, x: float, y: float, r: float, ink: Colour, vein: Colour) -> None:
    """A leaf lying on the water, its notch turned anywhere, veins from the middle."""
    notch = s.rng.uniform(0, 360)
    leaf = [(x, y), *ellipse(x, y, r, r * 0.5, notch + 12, notch + 348)]
    s.plate(ink, [leaf])
    s.plate(
        vein,
        [
            stroke([(x, y), (x + (px - x) * 0.82, y + (py - y) * 0.82)], 3, 1)
            for px, py in leaf[4:-3:6]
        ],
    )


def lotus(s: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    """A lotus flower of five petals, just above the water."""
    petals = []
    for lean in (-66, -34, 0, 34, 66):
        petal = bend((x, y), (x - size * 0.34, y - size * 0.6), (x, y - size)) + bend(
            (x, y - size), (x + size * 0.34, y - size * 0.6), (x, y)
        )
        petals.append(turned(petal, lean, (x, y)))
    s.plate(colour, petals[::2])
    s.plate(mix(colour, WHITE, 0.35), petals[1::2])


def boat(s: Sheet, x: float, y: float, length: float, accent: Colour | None = None) -> None:
    """A sampan with an awning, afloat at `y`."""
    hull = bend(
        (x - length / 2, y - length * 0.07),
        (x, y + length * 0.13),
        (x + length / 2, y - length * 0.1),
    )
    deck = bend(
        (x + length / 2, y - length * 0.1),
        (x, y + length * 0.01),
        (x - length / 2, y - length * 0.07),
    )
    awning = ellipse(x - length * 0.03, y - length * 0.01, length * 0.2, length * 0.15, 180, 360)
    s.plate(accent or s.tone.warm, [awning])
    s.plate(
        s.tone.deep,
        [
            hull + deck,
            stroke(
                [(x + length * 0.3, y - length * 0.34), (x + length * 0.42, y + length * 0.1)], 3
            ),
        ],
    )
    s.plate(WHITE, [ellipse(x + length * 0.06, y + length * 0.075, length * 0.5, 1.8)])


def stone_bridge(s: Sheet, cx: float, level: float, span: float, colour: Colour) -> Shape:
    """A single-span bridge whose arch and its reflection close a circle; returns its outline."""
    r = span / 2
    rise = r * 1.28
    half = [(1.3, 0.0), (0.9, 0.3), (0.52, 0.76), (0.22, 0.96)]
    points = [(cx - span * a, level - rise * b) for a, b in half]
    points += [(cx, level - rise)] + [(cx + span * a, level - rise * b) for a, b in half[::-1]]
    deck = smooth(points, 6)
    s.plate(colour, [deck], cut=[ellipse(cx, level, r, r, 180, 360)])
    rail = [(x, y - span * 0.075) for x, y in deck]
    posts = [stroke([(x, y + 2), (x, y - span * 0.1)], span * 0.022) for x, y in deck[6:-6:4]]
    s.plate(colour, [stroke(rail[3:-3], span * 0.024), *posts])
    return deck
