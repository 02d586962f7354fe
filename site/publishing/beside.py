"""The pages before and after one in its column or collection, by their dates."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from publishing.queries import open_to_all


@dataclass
class Beside:
    """The pages before and after one."""

    newer: Any = None
    older: Any = None


def between(page: Any, pages: Any) -> Beside:
    """What a page stands between among its sisters of the kind `pages`, in one statement.

    Nothing for one that was never saved.
    """
    if not page.path or page.published_on is None:
        return Beside()
    others = open_to_all(pages.sibling_of(page, inclusive=False))
    day, key = page.published_on, page.pk
    later = others.filter(Q(published_on__gt=day) | Q(published_on=day, pk__gt=key))
    earlier = others.filter(Q(published_on__lt=day) | Q(published_on=day, pk__lt=key))
    nearest = (
        later.order_by("published_on", "pk").values("pk")[:1],
        earlier.order_by("-published_on", "-pk").values("pk")[:1],
    )
    found = Beside()
    rows = pages.filter(Q(pk__in=nearest[0]) | Q(pk__in=nearest[1]))
    for row in rows.select_related("locale"):
        if (row.published_on, row.pk) > (day, key):
            found.newer = row
        else:
            found.older = row
    return found
