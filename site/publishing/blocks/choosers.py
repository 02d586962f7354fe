"""Choosers whose choices are read together, all those of a text in one statement.

Wagtail asks for the choices of a text block by block: documents once for a list of documents and
once for recordings, pictures once each for galleries, posters and portraits.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from wagtail.blocks import (
    Block,
    ChooserBlock,
    ListBlock,
    PageChooserBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from publishing.together import read_together

Records = dict[Any, Any]
Reader = Callable[[set[Any]], Records]

_read: ContextVar[Mapping[Any, Records]] = ContextVar("choices", default=MappingProxyType({}))


class _Together(ChooserBlock):  # type: ignore[misc]
    """Takes what it needs from what was read for the whole text."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """Each choice a record of its own: a picture keeps its text for where it stands."""
        keys = list(values)
        known = {None: None, **_read.get().get(self.model_class, {})}
        if known.keys() >= set(keys):
            return [copy.copy(known[key]) for key in keys]
        return super().bulk_to_python(keys)  # type: ignore[no-any-return]


class DocumentChooser(_Together, DocumentChooserBlock):  # type: ignore[misc]
    """A document."""


class PageChooser(_Together, PageChooserBlock):  # type: ignore[misc]
    """A page."""


class PictureChooser(_Together, ImageChooserBlock):  # type: ignore[misc]
    """A picture."""


class SnippetChooser(_Together, SnippetChooserBlock):  # type: ignore[misc]
    """A record with a list in the back office."""


# Migrations know them as Wagtail's: they keep the same.
DECONSTRUCT_ALIASES = {
    DocumentChooser: "wagtail.documents.blocks.DocumentChooserBlock",
    PageChooser: "wagtail.blocks.PageChooserBlock",
    PictureChooser: "wagtail.images.blocks.ImageChooserBlock",
    SnippetChooser: "wagtail.snippets.blocks.SnippetChooserBlock",
}


def read_choices(
    body: StreamValue | None,
    readers: Mapping[Any, Reader],
    *also: Any,
    pictures: Iterable[Any] = (),
) -> list[list[Any]]:
    """Make the values of a body that comes from the database, its choices read together.

    `readers`: for a model that is to be read in another way than by its keys alone; the sizes of
    its records' `picture` are read along. `also`: querysets of small records, in the same statement
    (see `publishing.together`); what they find is returned. `pictures`: those beside the text, None
    among them is left out; they get their sizes, too.
    """
    wanted: dict[Any, set[Any]] = {}
    if body is not None and body.is_lazy:  # else made already: a preview
        for model, key in _chosen(body.stream_block, body.raw_data):
            wanted.setdefault(model, set()).add(key)
    read = {model: readers[model](keys) for model, keys in wanted.items() if model in readers}
    pictured = [getattr(one, "picture", None) for found in read.values() for one in found.values()]
    pictures = [picture for picture in (*pictured, *pictures) if picture]
    plain = [model for model in wanted if model not in readers]
    shown = {*wanted.get(get_image_model(), ()), *(picture.pk for picture in pictures)}
    every = get_image_model().get_rendition_model().objects
    sizes = every.filter(image__in=shown) if shown else every.none()
    asked = [sizes, *(model.objects.filter(pk__in=wanted[model]) for model in plain), *also]
    found_sizes, *found = read_together(asked)
    chosen, others = found[: len(plain)], found[len(plain) :]
    read |= {m: {one.pk: one for one in rows} for m, rows in zip(plain, chosen, strict=True)}
    _lay_sizes([*read.get(get_image_model(), {}).values(), *pictures], found_sizes)
    token = _read.set({m: dict.fromkeys(keys) | read[m] for m, keys in wanted.items()})
    try:
        list(body or ())
    finally:
        _read.reset(token)
    return others


def _chosen(block: Block, raw: Any) -> Iterator[tuple[Any, Any]]:
    """Model and key of all choices in what the database keeps of a block."""
    if isinstance(block, _Together):
        if raw is not None:
            yield block.model_class, raw
        return
    for child, value in _held(block, raw):
        yield from _chosen(child, value)


def _held(block: Block, raw: Any) -> Iterator[tuple[Block, Any]]:
    """What a block is made of, each part with what is kept of it."""
    if isinstance(block, ListBlock):
        for item in raw or ():
            in_shell = block._item_is_in_block_format(item)  # noqa: SLF001 - the rule is Wagtail's
            yield block.child_block, item["value"] if in_shell else item
    elif isinstance(block, StreamBlock):
        for item in raw or ():
            if item["type"] in block.child_blocks:
                yield block.child_blocks[item["type"]], item["value"]
    elif isinstance(block, StructBlock) and isinstance(raw, Mapping):
        for name, child in block.child_blocks.items():
            yield child, raw.get(name)


def _lay_sizes(pictures: Iterable[Any], sizes: Iterable[Any]) -> None:
    """Give pictures their sizes where Wagtail looks for them."""
    by_picture: dict[Any, list[Any]] = {}
    for size in sizes:
        by_picture.setdefault(size.image_id, []).append(size)
    for picture in pictures:
        picture.prefetched_renditions = by_picture.get(picture.pk, [])
        for size in picture.prefetched_renditions:
            size.image = picture
