"""Outlines as lists of points. Lengths are in sheet units: a sheet is 900 units high."""

from collections.abc import Callable, Iterable, Sequence
from math import cos, hypot, pi, sin

Point = tuple[float, float]
Shape = list[Point]


def rect(x: float, y: float, w: float, h: float) -> Shape:
    """A rectangle by its left upper corner."""
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def ellipse(
    cx: float, cy: float, rx: float, ry: float, start: float = 0, end: float = 360
) -> Shape:
    """An ellipse or a part of it; angles in degrees, clockwise from the right."""
    count = max(12, round(abs(end - start) / 360 * (40 + max(rx, ry) / 5)))
    angles = ((start + (end - start) * i / count) * pi / 180 for i in range(count + 1))
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def disc(cx: float, cy: float, r: float) -> Shape:
    """A circle."""
    return ellipse(cx, cy, r, r)


def band(cx: float, cy: float, r: float, width: float, start: float = 0, end: float = 360) -> Shape:
    """A ring, or a part of it, `width` wide around the radius `r`."""
    outer = ellipse(cx, cy, r + width / 2, r + width / 2, start, end)
    inner = ellipse(cx, cy, r - width / 2, r - width / 2, start, end)
    return outer + inner[::-1]


def arch(cx: float, base: float, width: float, height: float, pointed: float = 0) -> Shape:
    """A doorway with a round head; `base` is its foot, `pointed` lifts the crown."""
    r = width / 2
    head = ellipse(cx, base - height + r, r, r + pointed, 180, 360)
    return [(cx - r, base), *head, (cx + r, base)]


def bar(x: float, y: float, w: float, h: float) -> Shape:
    """A bar with round ends, lying; left upper corner, full width."""
    r = h / 2
    return ellipse(x + w - r, y + r, r, r, -90, 90) + ellipse(x + r, y + r, r, r, 90, 270)


def smooth(points: Sequence[Point], steps: int = 14) -> Shape:
    """A curve through all points (Catmull-Rom), ends included."""
    p = [points[0], *points, points[-1]]
    curve: Shape = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        for i in range(steps):
            t = i / steps
            curve.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    return [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    )


def bend(start: Point, control: Point, end: Point, steps: int = 18) -> Shape:
    """A quadratic Bézier curve."""
    curve = []
    for i in range(steps + 1):
        t = i / steps
        u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t * t
        curve.append(
            (u * start[0] + v * control[0] + w * end[0], u * start[1] + v * control[1] + w * end[1])
        )
    return curve


def stroke(points: Sequence[Point], width: float, end: float | None = None) -> Shape:
    """A line with a body, `width` at its start and `end` at its end."""
    last = width if end is None else end
    left: Shape = []
    right: Shape = []
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(0, i - 1)]
        bx, by = points[min(len(points) - 1, i + 1)]
        length = hypot(bx - ax, by - ay) or 1
        half = (width + (last - width) * i / max(1, len(points) - 1)) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def ribbon(points: Sequence[Point], near: float, far: float) -> Shape:
    """A road lying on the ground: horizontal width `far` at the first point, `near` at the last."""
    count = max(1, len(points) - 1)
    widths = [far + (near - far) * (i / count) ** 1.7 for i in range(len(points))]
    left = [(x - w / 2, y) for (x, y), w in zip(points, widths, strict=True)]
    right = [(x + w / 2, y) for (x, y), w in zip(points, widths, strict=True)]
    return left + right[::-1]


def under(line: Iterable[Point], floor: float) -> Shape:
    """The area under a line, down to `floor`."""
    points = list(line)
    return [*points, (points[-1][0], floor), (points[0][0], floor)]


def along(width: float, height: Callable[[float], float], step: float = 8) -> Shape:
    """The graph of `height` from a little left of the sheet to a little right of it."""
    count = int((width + 80) / step)
    return [(x, height(x)) for x in (-40 + i * step for i in range(count + 1))]


def moved(shape: Iterable[Point], dx: float, dy: float) -> Shape:
    """The shape shifted."""
    return [(x + dx, y + dy) for x, y in shape]


def turned(shape: Iterable[Point], degrees: float, about: Point) -> Shape:
    """The shape turned clockwise about a point."""
    a = degrees * pi / 180
    cx, cy = about
    return [
        (cx + (x - cx) * cos(a) - (y - cy) * sin(a), cy + (x - cx) * sin(a) + (y - cy) * cos(a))
        for x, y in shape
    ]


def mirrored(shape: Iterable[Point], level: float, squash: float = 1.0) -> Shape:
    """The reflection of a shape in water whose surface is at `level`."""
    return [(x, level + (level - y) * squash) for x, y in shape]


def through(xs: Sequence[float], ys: Sequence[float], steps: int = 14) -> Shape:
    """A smooth curve through the points that have these abscissas and ordinates."""
    return smooth(list(zip(xs, ys, strict=True)), steps)


def trapeze(cx: float, top: float, upper: float, foot: float, lower: float) -> Shape:
    """An upright trapezium around `cx`, `upper` wide at `top` and `lower` wide at `foot`."""
    up, low = upper / 2, lower / 2
    return [(cx - up, top), (cx + up, top), (cx + low, foot), (cx - low, foot)]
