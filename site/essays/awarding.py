"""What a prize's decision list and an announcement show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from essays.models import Award, Essay, EssayRevision, EssayTask, Prize
from essays.ranking import suggested
from essays.uses import Use
from publishing.templatetags.components import in_its_language, text_of


def candidates(task: EssayTask) -> list[Any]:
    """Accepted essays of a task with `title` and `award`, in the suggested order. Three queries.

    Of those whose words went with their author's name only what has a prize.
    """
    newest = EssayRevision.objects.filter(essay=OuterRef("pk")).order_by("-number")
    standing = Q(emptied_at=None) | Q(award__isnull=False)
    rows = Essay.objects.accepted().filter(standing, task=task)
    rows = rows.select_related("author", "unit", "award__prize")
    rows = rows.annotate(title=Subquery(newest.values("title")[:1]))
    return suggested(task, list(rows.order_by("submitted_at", "pk")))


@dataclass(frozen=True)
class Honoured:
    """One prize of an announcement: its essays as their authors agree, and how many are unnamed."""

    prize: str
    rows: list[dict[str, str]]
    unnamed: int


def honoured(task: EssayTask) -> list[Honoured]:
    """The prizes of a task that are given, the highest first; nobody who does not agree.

    Whose consent does not cover an announcement is counted and neither titled nor named.
    """
    awards = Award.objects.filter(prize__task=task).select_related(
        "essay__publication__revision", "essay__author", "essay__unit"
    )
    awards = awards.prefetch_related("essay__publication__consents", "essay__publication__edits")
    found: dict[int, list[Award]] = {}
    for one in awards.order_by("pk"):
        found.setdefault(one.prize_id, []).append(one)
    return [
        _honoured(prize, found[prize.pk])
        for prize in Prize.objects.filter(task=task)
        if prize.pk in found
    ]


def _honoured(prize: Prize, awards: list[Award]) -> Honoured:
    held = [getattr(one.essay, "publication", None) for one in awards]
    agreed = [one for one in held if one is not None and one.allows(Use.AWARD)]
    rows = [
        {
            "title": in_its_language(one.title),
            "byline": in_its_language(one.byline(Use.AWARD)),
        }
        for one in agreed
    ]
    return Honoured(text_of(prize, "name"), rows, len(awards) - len(rows))
