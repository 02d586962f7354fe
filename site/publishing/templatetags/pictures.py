"""Pictures of pages: the editor's, else the drawing of the page's motif."""

from typing import Any

from django import template
from django.templatetags.static import static

from publishing.bodies import pictures_of
from publishing.motifs import Motif
from publishing.queries import with_renditions

register = template.Library()

WIDTH, HEIGHT = 1200, 800


@register.filter
def drawing_of(page: Any, fallback: Any = None) -> str:
    """`{{ page|drawing_of }}` or `{{ page|drawing_of:page.kind.motif }}`: a drawing's address.

    The page's own motif, else `fallback`, else mountains.
    """
    own = getattr(page, "motif", "")
    return drawing_named(own if own in Motif.values else fallback)


@register.simple_tag
def read_pictures(body: Any) -> str:
    """`{% read_pictures body %}` before its blocks: the sizes of all its pictures in one query."""
    with_renditions(pictures_of(body))
    return ""


def drawing_named(motif: str | None) -> str:
    """The address of a motif's drawing; mountains where there is none."""
    name = motif if motif in Motif.values else Motif.MOUNTAIN
    return static(f"drawings/{name}.jpg")
