"""`{% icon "calendar" %}`: one drawing of the sprite, silent unless labelled."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, label="", extra_class=""):
    """A drawing of `site/static/icons/sprite.svg`; `label` when it stands without words."""
    css = f"icon {extra_class}".strip()
    source = static("icons/sprite.svg")
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            css,
            label,
            source,
            name,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        source,
        name,
    )
