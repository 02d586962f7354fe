"""Pictures drawn by the site itself: silkscreen-like prints by kind of event and type of venue.

Pure functions: the same motif, seed, region and size give the same pixels. No words, no people,
no flags; paper, ink and one vermilion. Nothing here knows a model or a setting.
"""

from io import BytesIO
from random import Random

from PIL import Image

from media.drawing.palette import tone_for
from media.drawing.scenes import SCENES
from media.drawing.sheet import Sheet

REGIONS: dict[str, tuple[str, ...]] = {
    "canal": (
        "canal",
        "苏州",
        "吴江",
        "常熟",
        "昆山",
        "太仓",
        "张家港",
        "江苏",
        "江南",
        "suzhou",
        "jiangsu",
    ),
    "hills": ("hills", "成都", "四川", "邛崃", "都江堰", "chengdu", "sichuan"),
    "loess": ("loess", "临渭", "渭南", "陕西", "延安", "linwei", "weinan", "shaanxi"),
}


def region_of(place: str) -> str:
    """Return the country a place lies in: `canal`, `hills`, `loess`, or nothing when unknown."""
    name = place.casefold()
    return next((key for key, words in REGIONS.items() if any(word in name for word in words)), "")


def draw(
    motif: str, *, seed: str, size: tuple[int, int] = (1600, 900), region: str = ""
) -> Image.Image:
    """Draw a motif as an RGB image of `size` pixels.

    `seed` decides the composition and the inks; `region` (a town or province, Chinese or English,
    or a key of `REGIONS`) the country behind it. Raises `ValueError` for an unknown motif.
    """
    if motif not in SCENES:
        raise ValueError(f"unknown motif: {motif}")
    country = region_of(region)
    rng = Random(f"{motif}/{seed}/{country}")  # noqa: S311 (draws pictures, guards nothing)
    sheet = Sheet(size, rng, tone_for(rng, country), country)
    SCENES[motif](sheet)
    return sheet.finished()


def jpeg(image: Image.Image, *, limit: int = 150_000) -> bytes:
    """Encode a picture for storage as progressive JPEG of quality 82.

    Fine patterns that would pass `limit` bytes get a lower quality, down to 58.
    """
    for quality in (82, 74, 66, 58):
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= limit:
            break
    return out.getvalue()
