"""In which order accepted essays are shown to those who decide about prizes."""

from decimal import Decimal
from typing import Any

from essays.models import EssayTask, Recommendation
from essays.spread import mean_of

NONE = Decimal(-1)  # whoever was given no points stands behind those who were


def suggested(task: EssayTask, essays: list[Any]) -> list[Any]:
    """`essays` with `points`, the mean that reviewers gave out of 100: most first. One query.

    Equal ones, and those without points, stay as they were handed in. The order is a suggestion;
    who gets a prize is decided by people, one by one.
    """
    said: dict[int, list[Recommendation]] = {}
    rows = Recommendation.objects.on_newest().filter(revision__essay__in=essays)
    for row in rows.select_related("revision"):
        said.setdefault(row.revision.essay_id, []).append(row)
    for essay in essays:
        essay.points = mean_of(said.get(essay.pk, []))
    return sorted(essays, key=lambda one: -(NONE if one.points is None else one.points))
