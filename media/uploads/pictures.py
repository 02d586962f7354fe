"""Pictures: measured before they are unpacked, then drawn anew without what came along."""

import warnings
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from media.uploads.outcomes import Refused, UploadOutcome

MILLION = 1_000_000
MOST_PIXELS = 50 * MILLION
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 85},
}
ORIENTATION = 0x0112


def redrawn(file: BinaryIO, extension: str) -> bytes:
    """The same picture upright, with its colours and nothing else. Raises Refused."""
    try:
        return _redrawn(file, FORMATS[extension])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, MemoryError):
        raise Refused(UploadOutcome.DAMAGED) from None


def _redrawn(file: BinaryIO, name: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture: Any = Image.open(file, formats=[name])
    with picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise too_many_pixels()
        # Telephones keep a preview or a depth behind a photograph (MPO): the first is the picture.
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            raise Refused(UploadOutcome.ANIMATED)
        turned = picture.getexif().get(ORIENTATION, 1) != 1
        saving = SAVING[name] | {"icc_profile": picture.info.get("icc_profile")}
        if picture.format == "JPEG" and not turned:
            # The tables it came with: drawn anew, and as good as it was.
            saving |= {"quality": "keep"}
        picture.load()
        upright = ImageOps.exif_transpose(picture) if turned else picture
        # What a format would write by itself of what it read.
        upright.info = {"transparency": picture.info["transparency"]} if _keyed(picture) else {}
        out = BytesIO()
        upright.save(out, name, exif=b"", **saving)
    return out.getvalue()


def _keyed(picture: Any) -> bool:
    return "transparency" in picture.info and picture.mode in {"P", "L", "RGB"}


def too_many_pixels() -> Refused:
    """What is said to a picture that is too large to be drawn anew."""
    return Refused(UploadOutcome.TOO_MANY_PIXELS, most=MOST_PIXELS // MILLION)
