"""A sheet of paper and the printing of plates on it."""

from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw

from media.drawing import paper
from media.drawing.palette import PAPER, Colour, Tone
from media.drawing.shapes import Point, Shape

HEIGHT = 900.0
OVERSAMPLING = 3


class Sheet:
    """One print in the making.

    Scenes draw in units: the sheet is 900 units high and `w` units wide, whatever its pixels. With
    `flip` the whole scene is printed the other way round.
    """

    h = HEIGHT

    def __init__(self, size: tuple[int, int], rng: Random, tone: Tone, region: str = "") -> None:
        self.size = size
        self.rng = rng
        self.tone = tone
        self.region = region
        self.scale = size[1] / HEIGHT
        self.w = size[0] / self.scale
        self.flip = rng.random() < 0.5
        self.image = Image.new("RGB", size, PAPER)

    def x(self, share: float) -> float:
        """The abscissa at a share (0 to 1) of the width."""
        return self.w * share

    def plate(
        self,
        colour: Colour,
        shapes: Iterable[Sequence[Point]],
        *,
        cut: Iterable[Sequence[Point]] = (),
        clip: Iterable[Sequence[Point]] = (),
        overprint: bool = False,
    ) -> None:
        """Print shapes in one ink.

        `cut` is left blank, nothing is printed outside `clip`; `overprint` lets what is below show
        through, as transparent ink does.
        """
        solid = [self._pixels(shape) for shape in shapes]
        box = self._box(solid)
        if box is None:
            return
        mask = self._mask(solid, [self._pixels(shape) for shape in cut], box)
        inside = [self._pixels(shape) for shape in clip]
        if inside:
            mask = ImageChops.multiply(mask, self._mask(inside, [], box))
        if self.scale > 0.5:
            mask = paper.roughen(mask, box, self.size)
        mask = ImageChops.multiply(mask, paper.ink_film(self.size).crop(box))
        if overprint:
            below = self.image.crop(box)
            ink: Image.Image | Colour = ImageChops.multiply(
                below, Image.new("RGB", below.size, colour)
            )
        else:
            ink = colour
        self.image.paste(ink, box, mask)

    def flood(self, colour: Colour) -> None:
        """Print the whole sheet in one ink."""
        self.plate(colour, [[(-9, -9), (self.w + 9, -9), (self.w + 9, 909), (-9, 909)]])

    def finished(self) -> Image.Image:
        """The print with the grain of its paper."""
        return paper.grain(self.image)

    def _pixels(self, shape: Sequence[Point]) -> Shape:
        if self.flip:
            return [((self.w - x) * self.scale, y * self.scale) for x, y in shape]
        return [(x * self.scale, y * self.scale) for x, y in shape]

    def _box(self, shapes: list[Shape]) -> tuple[int, int, int, int] | None:
        """The pixels that the shapes can touch, or None when they lie outside the sheet."""
        points = [point for shape in shapes for point in shape]
        if not points:
            return None
        left = max(0, int(min(x for x, _ in points)) - 3)
        top = max(0, int(min(y for _, y in points)) - 3)
        right = min(self.size[0], int(max(x for x, _ in points)) + 4)
        bottom = min(self.size[1], int(max(y for _, y in points)) + 4)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _mask(
        self, solid: list[Shape], cut: list[Shape], box: tuple[int, int, int, int]
    ) -> Image.Image:
        n = OVERSAMPLING
        left, top, right, bottom = box
        mask = Image.new("L", ((right - left) * n, (bottom - top) * n))
        pen = ImageDraw.Draw(mask)
        for shapes, value in ((solid, 255), (cut, 0)):
            for shape in shapes:
                pen.polygon([((x - left) * n, (y - top) * n) for x, y in shape], fill=value)
        return mask.reduce(n)
