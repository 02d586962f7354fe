"""What this room holds about a person.

Erasing empties the words: an essay is what a person thinks, and nobody needs it once the person is
gone. State, count and times stay, so that the figures of an offering do not change afterwards. The
comments that a reviewer wrote stay with the essays of others, to whom they were said; comments on
the erased person's own essays go with the words they are about.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essays.enums import EssayState
from essays.models import Essay, EssayDraft, EssayReview, EssayRevision
from kernel.privacy import PersonalData

ORDER = (EssayState.DRAFT, EssayState.RETURNED, EssayState.SUBMITTED, EssayState.ACCEPTED)


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
    """Essays and reviews move; where both wrote for one task, the one that is further goes on.

    The other one stays with the account that is closed: nothing that was written is lost.
    """
    taken = {
        essay.task_id: essay for essay in Essay.objects.of(keep).select_for_update(no_key=True)
    }
    for essay in Essay.objects.of(drop).select_for_update(no_key=True).order_by("pk"):
        other = taken.get(essay.task_id)
        if other is None:
            Essay.objects.filter(pk=essay.pk).update(author=keep)
        elif _further(essay) > _further(other):
            _exchange(essay, other, keep, drop)
    EssayReview.objects.filter(reviewer=drop).update(reviewer=keep)


def _further(essay: Essay) -> tuple[int, bool]:
    """Accepted, submitted, returned, begun; of two that were only begun, the one with words."""
    begun = essay.state == EssayState.DRAFT
    written = begun and EssayDraft.objects.filter(essay=essay).exclude(text="").exists()
    return ORDER.index(essay.state), written


def _exchange(essay: Essay, other: Essay, keep: Any, drop: Any) -> None:
    """An author has one essay for a task: a nameless account holds one while they change hands."""
    nobody = type(keep)(is_active=False)
    nobody.save()
    Essay.objects.filter(pk=other.pk).update(author=nobody)
    Essay.objects.filter(pk=essay.pk).update(author=keep)
    Essay.objects.filter(pk=other.pk).update(author=drop)
    nobody.delete()


def collisions(keep: Any, drop: Any) -> list[str]:
    """Tasks for which both wrote."""
    taken = {essay.task_id: essay for essay in Essay.objects.of(keep)}
    return [
        _("Both wrote for “%(task)s” (%(kept)s, %(lost)s): the further one goes on.")
        % {
            "task": essay.task,
            "kept": taken[essay.task_id].get_state_display(),
            "lost": essay.get_state_display(),
        }
        for essay in Essay.objects.of(drop).filter(task__in=taken).select_related("task")
    ]


def erase(person: Any) -> None:
    """The words go; what is counted stays."""
    with transaction.atomic():
        EssayDraft.objects.filter(essay__author=person).update(title="", text="")
        EssayRevision.objects.filter(essay__author=person).update(title="", text="")
        EssayReview.objects.filter(revision__essay__author=person).update(comment="")


PROVIDER = PersonalData("essays", (Essay, EssayReview), export, merge, erase, collisions)
