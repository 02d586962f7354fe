"""Addresses of editors' pictures as calendars show them."""

from media.models import CustomImage
from publishing.templatetags.page_meta import absolute

SIZE = "fill-800x450|format-jpeg"


def addresses_of(keys: set[int]) -> dict[int, str]:
    """Absolute address of each picture by its key, drawn once and kept; none of a lost one."""
    if not keys:
        return {}
    images = CustomImage.objects.filter(pk__in=keys).prefetch_renditions(SIZE)
    return {image.pk: absolute(url) for image in images for url in image.addresses(SIZE)}
