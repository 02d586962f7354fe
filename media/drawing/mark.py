"""The mark of the site: a vermilion seal, in it an open book parted by a path."""

from PIL import Image, ImageDraw

from media.drawing.palette import PAPER, VERMILION
from media.drawing.shapes import Shape, bend, ellipse, smooth

SIDE = 64
"""The mark is drawn on a field of 64 by 64 units."""


def _seal() -> Shape:
    """A square with the corners of a worn stone."""
    corners = ((55, 55, 0), (9, 55, 90), (9, 9, 180), (55, 9, 270))
    return [p for x, y, start in corners for p in ellipse(x, y, 6, 6, start, start + 90)]


def _carving() -> list[Shape]:
    """An open book; the path that winds towards the reader parts its pages."""
    path = smooth([(32.5, 19), (34.2, 25), (29.6, 33), (34.6, 41.5), (32, 52)], 12)
    last = len(path) - 1
    pages = []
    for side in (-1, 1):
        inner = [(x + side * (1.2 + 5.4 * (i / last) ** 1.5), y) for i, (x, y) in enumerate(path)]
        top = bend((32 + side * 23, 16.5), (32 + side * 11, 11.5), inner[0])
        foot = bend(inner[-1], (32 + side * 14, 43.5), (32 + side * 23, 48.5))
        pages.append([*top, *inner, *foot])
    return pages


def emblem_svg() -> str:
    """Return the mark as a stand-alone SVG document."""
    seal, *carving = (_outline(shape) for shape in (_seal(), *_carving()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<path fill="{_hex(VERMILION)}" d="{seal}"/>'
        f'<path fill="{_hex(PAPER)}" d="{"".join(carving)}"/></svg>\n'
    )


def emblem(size: int, *, bleed: bool = False) -> Image.Image:
    """Return the mark as an RGBA image of `size` by `size` pixels, clear outside the seal.

    With `bleed` the vermilion runs to the edges, for systems that cut icons to their own shape.
    """
    scale = size * 4 / SIDE
    image = Image.new("RGBA", (size * 4, size * 4), (*VERMILION, 255 if bleed else 0))
    pen = ImageDraw.Draw(image)
    for shape, colour in ((_seal(), VERMILION), *((shape, PAPER) for shape in _carving())):
        pen.polygon([(x * scale, y * scale) for x, y in shape], fill=colour)
    return image.reduce(4)


def _outline(shape: Shape) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shape) + "Z"


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
