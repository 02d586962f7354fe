"""Sharing places out by size: largest remainders (最大余额法) with a floor for everybody.

The shares always add up to the total: what fractions leave over goes, one by one, to the largest
remainders, and between equal ones to whoever stands first.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key")


class TooFewPlaces(ValueError):
    """The floor alone asks for more places than there are; `needed` says how many."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


def apportion[Key](total: int, sizes: Mapping[Key, int], floor: int = 0) -> dict[Key, int]:
    """Share `total` places out in proportion to `sizes`, none below `floor`.

    Whoever would get less than the floor gets the floor, and the rest is shared among the others.
    Where no size is known (all are 0) everybody counts the same. Raises TooFewPlaces, and
    ValueError when there is nobody to share among.
    """
    if not sizes:
        raise ValueError("nobody to share among")
    if floor * len(sizes) > total:
        raise TooFewPlaces(floor * len(sizes))
    known = dict(sizes) if any(sizes.values()) else dict.fromkeys(sizes, 1)
    lifted: set[Key] = set()
    while True:
        rest = {key: size for key, size in known.items() if key not in lifted}
        exact = _shares(total - floor * len(lifted), rest)
        low = {key for key, share in exact.items() if share < floor}
        if not low:
            break
        lifted |= low
    found = dict.fromkeys(known, floor) | {key: int(share) for key, share in exact.items()}
    missing = total - sum(found.values())
    order = sorted(exact, key=lambda key: int(exact[key]) - exact[key])  # stable: first come first
    for key in order[:missing]:
        found[key] += 1
    return found


def _shares[Key](total: int, sizes: Mapping[Key, int]) -> dict[Key, Fraction]:
    whole = sum(sizes.values())
    if not whole:
        return {key: Fraction(total, len(sizes)) for key in sizes}
    return {key: Fraction(total * size, whole) for key, size in sizes.items()}
