"""Figures in words, the same on pages, in files and on paper."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any


def percent(share: Decimal | None) -> str:
    """`87.5%`; a dash where there is nothing to divide by."""
    if share is None:
        return "—"
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def number(value: Any) -> str:
    """A count or credit hours without useless zeros: `6`, `4.5`."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
