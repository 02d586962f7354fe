"""What a row of the reviewers' queue shows."""

from typing import Any

from django.db.models import OuterRef, Subquery

from essays.models import EssayRevision


def queue_rows(essays: Any) -> Any:
    """`essays` with `title`, `characters` and `revision` of what was handed in last.

    One query for all of it, and nothing in it that tells who wrote.
    """
    latest = EssayRevision.objects.filter(essay=OuterRef("pk")).order_by("-number")
    return essays.select_related("task__offering__page").annotate(
        title=Subquery(latest.values("title")[:1]),
        characters=Subquery(latest.values("characters")[:1]),
        revision=Subquery(latest.values("number")[:1]),
    )
