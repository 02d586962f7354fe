"""The sheet's surface: paper grain, and the uneven ink of a hand-pulled print.

The noise comes from `random.Random`, not from Pillow's `effect_noise`, whose generator cannot be
seeded: the same seed must give the same bytes.
"""

from functools import lru_cache
from random import Random

from PIL import Image, ImageChops, ImageFilter

TILE = 640


def _noise(side: int, seed: str) -> Image.Image:
    rng = Random(seed)  # noqa: S311 (draws pictures, guards nothing)
    return Image.frombytes("L", (side, side), rng.randbytes(side * side))


@lru_cache(maxsize=1)
def _ink_tile() -> Image.Image:
    """How much ink the screen leaves, 255 = all: a slow mottle and a few pinholes."""
    mottle = _noise(48, "mottle").resize((TILE, TILE), Image.Resampling.BICUBIC)
    mottle = mottle.point([255 - round(v * 0.05) for v in range(256)])
    holes = _noise(TILE, "pinholes").point([255 if v == 255 else 0 for v in range(256)])
    holes = holes.filter(ImageFilter.GaussianBlur(1.1))
    holes = holes.point([255 - min(150, v * 2) for v in range(256)])
    return ImageChops.multiply(mottle, holes)


@lru_cache(maxsize=1)
def _grain_tile() -> Image.Image:
    """Paper grain around the middle grey 128, a few grey levels either way."""
    fine = _noise(TILE, "fine").filter(ImageFilter.GaussianBlur(1.4))
    broad = _noise(TILE // 4, "broad").resize((TILE, TILE), Image.Resampling.BICUBIC)
    both = Image.blend(fine, broad.filter(ImageFilter.GaussianBlur(2)), 0.4)
    return both.point([128 + round((v - 128) * 0.11) for v in range(256)])


@lru_cache(maxsize=1)
def _edge_tile() -> Image.Image:
    """Noise for the edge of a shape, around 128."""
    noise = _noise(TILE, "edge").filter(ImageFilter.GaussianBlur(1.3))
    return noise.point([max(0, min(255, 128 + (v - 128) * 3)) for v in range(256)])


def _spread(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    for top in range(0, size[1], TILE):
        for left in range(0, size[0], TILE):
            sheet.paste(tile, (left, top))
    return sheet


@lru_cache(maxsize=4)
def ink_film(size: tuple[int, int]) -> Image.Image:
    """Density of a printed layer over the whole sheet (pixels), 255 = full ink."""
    return _spread(_ink_tile(), size)


@lru_cache(maxsize=4)
def _edge_noise(size: tuple[int, int]) -> Image.Image:
    return _spread(_edge_tile(), size)


def roughen(
    mask: Image.Image, box: tuple[int, int, int, int], size: tuple[int, int]
) -> Image.Image:
    """Give the edge of a mask the slight tooth of ink on paper; `box` is its place on the sheet."""
    noise = _edge_noise(size).crop(box)
    soft = mask.filter(ImageFilter.GaussianBlur(0.6))
    wavy = ImageChops.add(soft, noise, scale=1.0, offset=-128)
    wavy = Image.blend(soft, wavy, 0.28)
    return wavy.point([max(0, min(255, round((v - 128) * 1.7 + 128))) for v in range(256)])


def grain(image: Image.Image) -> Image.Image:
    """Return the print with paper grain over ink and ground alike."""
    layer = _spread(_grain_tile(), image.size)
    return ImageChops.add(image, Image.merge("RGB", (layer, layer, layer)), scale=1.0, offset=-128)
