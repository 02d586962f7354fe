"""Drawn pictures for the demo's pages, on all cores: drawing is the demo's longest step."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from media.drawing import draw, jpeg
from media.models import CustomImage
from media.uploads import PICTURES
from media.uploads.check import CheckedFile

SIZE = (1200, 675)


def _drawn(order: tuple[str, str, str]) -> bytes:
    motif, seed, region = order
    return jpeg(draw(motif, seed=seed, size=SIZE, region=region))


def make_pictures(orders: Iterable[tuple[str, str, str, str]]) -> dict[str, CustomImage]:
    """Draw for each (title, motif, seed, region) and return the images by seed."""
    wanted = list(orders)
    with ProcessPoolExecutor() as pool:
        drawn = list(pool.map(_drawn, [order[1:] for order in wanted], chunksize=4))
    images = {}
    for (title, _motif, seed, _region), data in zip(wanted, drawn, strict=True):
        file = CheckedFile(data, f"{seed}.jpg", PICTURES["jpg"])  # drawn by ourselves
        images[seed] = CustomImage.objects.create(title=title, source="研习", file=file)
    return images
