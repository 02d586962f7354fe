"""Parts of a whole as people read them."""

from django import template

register = template.Library()


@register.filter
def rate(part: float) -> str:
    """0.875 as `87.5%`; a whole number without a point."""
    text = f"{part * 100:.1f}".removesuffix(".0")
    return f"{text}%"
