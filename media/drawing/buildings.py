"""Roofs, walls, houses, columns, gates, steps."""

from media.drawing.palette import VERMILION, WHITE, Colour, mix
from media.drawing.shapes import Shape, bend, rect, stroke
from media.drawing.sheet import Sheet


def curved_roof(cx: float, eave: float, half: float, rise: float, flare: float) -> Shape:
    """A roof with concave slopes and lifted corners; `eave` is the level of its lower edge."""
    ridge = half * 0.56
    left = bend(
        (cx - half - flare, eave - flare * 0.7),
        (cx - half * 0.72, eave - rise * 0.16),
        (cx - ridge, eave - rise),
    )
    right = bend(
        (cx + ridge, eave - rise),
        (cx + half * 0.72, eave - rise * 0.16),
        (cx + half + flare, eave - flare * 0.7),
    )
    edge = bend(
        (cx + half + flare, eave - flare * 0.7),
        (cx, eave + flare * 0.45),
        (cx - half - flare, eave - flare * 0.7),
    )
    return left + right + edge


def ridge_line(cx: float, eave: float, half: float, rise: float) -> Shape:
    """The ridge of a curved roof with its two upturned ends."""
    end = half * 0.56
    return stroke(
        bend(
            (cx - end - 12, eave - rise - 13),
            (cx, eave - rise + 8),
            (cx + end + 12, eave - rise - 13),
        ),
        max(5.0, rise * 0.11),
    )


def house(s: Sheet, x: float, base: float, width: float, height: float, wall: Colour) -> None:
    """A white-walled house of the water country: wall, dark tiled roof, small windows."""
    rise = min(width * 0.26, height * 0.46)
    eave = base - height + rise
    s.plate(wall, [rect(x, eave, width, height - rise)])
    roof = bend(
        (x - 24, eave + 2), (x + width * 0.2, eave - rise * 0.3), (x + width * 0.3, eave - rise)
    )
    roof += bend(
        (x + width * 0.7, eave - rise),
        (x + width * 0.8, eave - rise * 0.3),
        (x + width + 24, eave + 2),
    )
    s.plate(s.tone.deep, [[*roof, (x + width + 20, eave + 13), (x - 20, eave + 13)]])
    ridge = bend(
        (x + width * 0.27, eave - rise - 9),
        (x + width / 2, eave - rise + 3),
        (x + width * 0.73, eave - rise - 9),
    )
    s.plate(s.tone.deep, [stroke(ridge, 8)])
    s.plate(
        mix(wall, s.tone.soft, 0.34),
        [rect(x + width * 0.86, eave + 12, width * 0.14, height - rise - 12)],
    )
    windows(s, x, eave + 40, width * 0.86, base - eave - 60)


def windows(s: Sheet, x: float, y: float, width: float, height: float) -> None:
    """A few small windows, never a full grid."""
    size = max(14.0, min(30.0, width * 0.1))
    columns = max(1, int(width // (size * 3.4)))
    shapes = []
    for column in range(columns):
        for row in range(max(1, int(height // 95))):
            if s.rng.random() < 0.62 and height > size:
                wx = x + width * (column + 0.5) / columns - size / 2
                shapes.append(rect(wx, y + row * 88, size, size * 1.25))
    s.plate(s.tone.mid, shapes)


def stepped_gable(
    s: Sheet, x: float, base: float, width: float, height: float, wall: Colour
) -> None:
    """A fire wall with horse-head steps, each under its own strip of tiles."""
    steps = 2 if width < 250 else 3
    count = steps * 2 - 1
    part = width / count
    for i in range(count):
        level = min(i, count - 1 - i)
        top = base - height + (steps - 1 - level) * height * 0.13
        s.plate(wall, [rect(x + i * part - 1, top, part + 2, base - top)])
        left, right = x + i * part - 9, x + (i + 1) * part + 9
        tiles = stroke(bend((left, top - 7), ((left + right) / 2, top + 9), (right, top - 7)), 15)
        s.plate(s.tone.deep, [tiles])
    low = base - height + (steps - 1) * height * 0.13
    s.plate(
        mix(wall, s.tone.soft, 0.34),
        [rect(x + width - part * 0.5, low + 10, part * 0.5, base - low - 10)],
    )
    windows(s, x + part * 0.4, base - height * 0.58, width - part * 0.8, height * 0.5)


def columns(
    x: float, top: float, width: float, base: float, count: int, thick: float
) -> list[Shape]:
    """A row of columns, evenly spread over `width`, outermost at the ends."""
    gap = (width - thick) / (count - 1)
    return [rect(x + i * gap, top, thick, base - top) for i in range(count)]


def stairs(
    s: Sheet, cx: float, top: float, bottom: float, near: float, far: float, ink: Colour
) -> None:
    """Broad steps that come towards the viewer, `far` wide above and `near` wide below."""
    s.plate(
        WHITE,
        [
            [
                (cx - far / 2, top),
                (cx + far / 2, top),
                (cx + near / 2, bottom),
                (cx - near / 2, bottom),
            ]
        ],
    )
    lines = []
    y, gap = top, 7.0
    while y < bottom:
        t = (y - top) / (bottom - top)
        half = (far + (near - far) * t) / 2
        lines.append(rect(cx - half, y, half * 2, gap * 0.3))
        y += gap
        gap *= 1.13
    s.plate(ink, lines)


def pavilion(s: Sheet, cx: float, base: float, size: float, colour: Colour) -> None:
    """A small open pavilion with a pointed roof."""
    half = size / 2
    roof = bend(
        (cx - half * 1.3, base - size * 0.62),
        (cx - half * 0.4, base - size * 0.72),
        (cx, base - size * 1.22),
    )
    roof += bend(
        (cx, base - size * 1.22),
        (cx + half * 0.4, base - size * 0.72),
        (cx + half * 1.3, base - size * 0.62),
    )
    roof += bend(
        (cx + half * 1.3, base - size * 0.62),
        (cx, base - size * 0.5),
        (cx - half * 1.3, base - size * 0.62),
    )
    posts = columns(cx - half * 0.8, base - size * 0.62, size * 0.8, base, 4, size * 0.055)
    s.plate(
        colour,
        [
            roof,
            *posts,
            rect(cx - half * 0.98, base - size * 0.05, size * 0.98, size * 0.07),
            rect(cx - size * 0.02, base - size * 1.32, size * 0.04, size * 0.12),
        ],
    )


def gate(s: Sheet, cx: float, base: float, width: float, colour: Colour) -> None:
    """A stone memorial archway of three bays, the middle one higher."""
    half = width / 2
    posts = [
        rect(cx + f * half - width * 0.025, base - width * 0.62, width * 0.05, width * 0.62)
        for f in (-0.95, -0.38, 0.38, 0.95)
    ]
    beams = [
        rect(cx - half, base - width * 0.6, width, width * 0.05),
        rect(cx - half, base - width * 0.47, width, width * 0.035),
    ]
    middle = [
        rect(cx - half * 0.46, base - width * 0.82, width * 0.46, width * 0.04),
        *columns(
            cx - half * 0.42,
            base - width * 0.82,
            width * 0.42,
            base - width * 0.6,
            2,
            width * 0.045,
        ),
    ]
    roofs = [curved_roof(cx, base - width * 0.82, half * 0.5, width * 0.11, width * 0.06)]
    roofs += [
        curved_roof(
            cx + side * half * 0.72, base - width * 0.6, half * 0.36, width * 0.09, width * 0.045
        )
        for side in (-1, 1)
    ]
    s.plate(colour, [*posts, *beams, *middle, *roofs])
    s.plate(VERMILION, [rect(cx - half * 0.3, base - width * 0.755, width * 0.3, width * 0.11)])
