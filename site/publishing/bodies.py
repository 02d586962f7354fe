"""What stands in the body of a page, whatever block holds it."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.images.models import AbstractImage


def pictures_of(value: Any) -> Iterator[AbstractImage]:
    """All pictures in the value of a block, in the order in which they are shown."""
    if isinstance(value, AbstractImage):
        yield value
    for inner in inside(value):
        yield from pictures_of(inner)


def inside(value: Any, *, without: str = "") -> Iterable[Any]:
    """What the value of a block holds; blocks of the type `without` are passed over."""
    if isinstance(value, StreamValue):
        return (child.value for child in value if child.block_type != without)
    if isinstance(value, StructValue):
        return value.values()
    return value if isinstance(value, ListValue) else ()
