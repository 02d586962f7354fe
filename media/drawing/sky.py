"""What stands above the horizon: sun, clouds, birds, stars."""

from media.drawing.palette import GOLD, PAPER, WHITE, Colour, mix
from media.drawing.shapes import Shape, bar, bend, disc, ellipse, stroke
from media.drawing.sheet import Sheet


def sun(s: Sheet, x: float, y: float, r: float, colour: Colour | None = None) -> None:
    """A plain disc, sun or moon; never vermilion, for a red disc on white is a flag."""
    moods = (GOLD, mix(GOLD, PAPER, 0.3), s.tone.warm, mix(s.tone.soft, PAPER, 0.4))
    chosen = s.rng.choice(moods)
    s.plate(colour or chosen, [disc(x, y, r)])


def cloud(x: float, y: float, width: float) -> list[Shape]:
    """A cloud as woodcuts have it: three bars with round ends, one on the other."""
    h = width * 0.07
    return [
        bar(x, y, width, h),
        bar(x + width * 0.16, y - h * 0.96, width * 0.52, h),
        bar(x + width * 0.42, y + h * 0.96, width * 0.74, h),
    ]


def clouds(s: Sheet, top: float, bottom: float, count: int, colour: Colour = WHITE) -> None:
    """Clouds strewn over a strip of the sky."""
    for i in range(count):
        x = s.x((i + s.rng.uniform(0.1, 0.9)) / count) - 120
        s.plate(colour, cloud(x, s.rng.uniform(top, bottom), s.rng.uniform(130, 280)))


def birds(s: Sheet, x: float, y: float, count: int, colour: Colour | None = None) -> None:
    """A loose flight of birds, each two strokes."""
    shapes = []
    for i in range(count):
        bx, by = x + i * s.rng.uniform(34, 62), y + s.rng.uniform(-46, 46)
        size = s.rng.uniform(13, 22)
        for side in (-1, 1):
            wing = bend(
                (bx, by),
                (bx + side * size * 0.5, by - size * 0.75),
                (bx + side * size, by - size * 0.1),
            )
            shapes.append(stroke(wing, 4.2, 1))
    s.plate(colour or s.tone.deep, shapes)


def stars(s: Sheet, count: int, colour: Colour, bottom: float = 600) -> None:
    """Points of light, few of them large."""
    spots = []
    for _ in range(count):
        r = s.rng.choice((1.6, 1.6, 2.2, 2.2, 3.4))
        spots.append(ellipse(s.rng.uniform(0, s.w), s.rng.uniform(20, bottom), r, r))
    s.plate(colour, spots)
