"""Footnotes in templates of blocks."""

from typing import Any

from django import template

from publishing import footnotes

register = template.Library()


@register.simple_tag
def notes_of(body: Any) -> footnotes.Notes:
    """`{% notes_of body as page_notes %}` around the blocks of a body."""
    return footnotes.notes_of(body)


@register.simple_tag(takes_context=True)
def noted(context: dict[str, Any], html: Any) -> Any:
    """`{% noted self|richtext %}`: with marks; as it is where nothing is known of notes."""
    notes = context.get("page_notes")
    return notes.mark(str(html)) if notes else html


@register.simple_tag(takes_context=True)
def is_marked(context: dict[str, Any], number: int) -> bool:
    """Whether the text has a mark that note `number` can lead back to."""
    notes = context.get("page_notes")
    return notes is not None and number in notes.marked
