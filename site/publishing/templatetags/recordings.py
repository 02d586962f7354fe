"""Recordings in templates of blocks."""

from dataclasses import dataclass
from typing import Any

from django import template

from publishing.recordings import SOUND, VIDEO

register = template.Library()


@dataclass(frozen=True)
class Recording:
    """What a player needs to know of a file; `size` in bytes."""

    url: str
    type: str
    kind: str
    is_video: bool
    size: int | None


@register.simple_tag
def recording_of(document: Any) -> Recording | None:
    """`{% recording_of self.file as recording %}`; None for a file that is gone or not playable."""
    extension = document.file_extension.lower() if document else ""
    kinds = VIDEO | SOUND
    if extension not in kinds:
        return None
    return Recording(
        url=document.url,
        type=kinds[extension],
        kind=extension.upper(),
        is_video=extension in VIDEO,
        size=document.get_file_size(),
    )
