"""What this room holds about a person.

Erasing empties the words: an essay is what a person thinks, and nobody needs it once the person is
gone. State, count and times stay, so that the figures of an offering do not change afterwards. The
comments that a reviewer wrote stay with the essays of others, to whom they were said; comments on
the erased person's own essays go with the words they are about.
"""

from typing import Any

from django.db import transaction

from essays.models import Essay, EssayDraft, EssayReview, EssayRevision
from kernel.privacy import PersonalData


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Drafts, revisions and the answers to them, and the reviews the person wrote."""
    drafts = EssayDraft.objects.filter(essay__author=person).order_by("essay")
    revisions = EssayRevision.objects.filter(essay__author=person).order_by("essay", "number")
    reviews = EssayReview.objects.filter(reviewer=person).order_by("at")
    return {
        "essay_drafts": _plain(drafts, "essay__task__title", "title", "text", "saved_at"),
        "essays": _plain(
            revisions,
            "essay__task__title",
            "essay__state",
            "number",
            "title",
            "text",
            "characters",
            "submitted_at",
            "review__verdict",
            "review__comment",
        ),
        "essay_reviews": _plain(reviews, "verdict", "comment", "at"),
    }


def _plain(rows: Any, *fields: str) -> list[dict[str, Any]]:
    return [
        {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()
        }
        for row in rows.values(*fields)
    ]


def merge(keep: Any, drop: Any) -> None:
    """Essays and reviews move; where both wrote for one task, each account keeps its own."""
    taken = Essay.objects.of(keep).values("task")
    Essay.objects.of(drop).exclude(task__in=taken).update(author=keep)
    EssayReview.objects.filter(reviewer=drop).update(reviewer=keep)


def erase(person: Any) -> None:
    """The words go; what is counted stays."""
    with transaction.atomic():
        EssayDraft.objects.filter(essay__author=person).update(title="", text="")
        EssayRevision.objects.filter(essay__author=person).update(title="", text="")
        EssayReview.objects.filter(revision__essay__author=person).update(comment="")


PROVIDER = PersonalData("essays", (Essay, EssayReview), export, merge, erase)
