"""Holding the persons for whom something is about to be written: the first of all locks.

Merging two accounts locks both, then the offerings. Whoever writes for a person holds them before
any offering: what is written is either merged with the rest or refused.
"""

from collections.abc import Iterable
from typing import Any

from people.models import User


def hold_people(keys: Iterable[Any]) -> set[int]:
    """Lock persons, given by key, by id; the keys of those whose account is closed by now."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    return {pk for pk, is_active in rows.values_list("pk", "is_active") if not is_active}
