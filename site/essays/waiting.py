"""What waits for a reviewer, and what a row of the queue shows."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from essays.models import EssayRevision, Recommendation
from essays.rules import review_essay


def _said() -> Any:
    """Recommendations about the newest revision of the essay of the outer query."""
    return Recommendation.objects.on_newest().filter(revision__essay=OuterRef("pk"))


def unread_by(person: Any) -> Any:
    """Essays that wait for `person`: readable, undecided, and not yet recommended upon."""
    waiting = review_essay.visible(person).awaiting_review()
    return waiting.filter(~Exists(_said().filter(reviewer=person.pk)))


def least_read_first(essays: Any) -> Any:
    """In the order of the queue: fewest recommendations first, then the longest waiting."""
    each = _said().order_by().values("revision__essay").annotate(number=Count("pk"))
    read = Coalesce(Subquery(each.values("number"), output_field=IntegerField()), 0)
    return essays.annotate(read=read).order_by("read", "submitted_at", "pk")


def queue_rows(essays: Any) -> Any:
    """`essays` with `characters` and `revision` of what was handed in last, whose title is shown.

    One query for all of it, and nothing that a row shows tells who wrote.
    """
    latest = EssayRevision.objects.filter(essay=OuterRef("pk")).order_by("-number")
    joined = ("task__offering__page", "task__review_plan", "author", "unit")
    return essays.select_related(*joined).annotate(
        title=Subquery(latest.values("title")[:1]),
        blackout=Subquery(latest.values("blackout__title")[:1]),
        characters=Subquery(latest.values("characters")[:1]),
        revision=Subquery(latest.values("number")[:1]),
    )
