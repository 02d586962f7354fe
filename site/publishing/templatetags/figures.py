"""Figures in templates."""

from decimal import Decimal
from typing import Any

from django import template

from publishing.figures import number
from publishing.figures import percent as percent_of

register = template.Library()


@register.filter
def percent(share: Decimal | None) -> str:
    """A share as `87.5%`."""
    return percent_of(share)


@register.filter
def plain_number(value: Any) -> str:
    """A number without useless zeros: `6`, `4.5`."""
    return number(value)
