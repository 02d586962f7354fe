"""What this room holds about a person.

Erasing empties the words: an essay is what a person thinks, and nobody needs it once the person is
gone. State, count and times stay, so that the figures of an offering do not change afterwards. The
comments that a reviewer wrote stay with the essays of others, to whom they were said; comments on
the erased person's own essays go with the words they are about.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.actions.publish_unpublish import forget
from essays.enums import EssayState
from essays.models import (
    Consent,
    CopyEdit,
    Essay,
    EssayDraft,
    EssayReview,
    EssayRevision,
    Fingerprint,
    SimilarEssay,
    SimilarityCheck,
)
from kernel.privacy import PersonalData, Section, from_sections

ORDER = (EssayState.DRAFT, EssayState.RETURNED, EssayState.SUBMITTED, EssayState.ACCEPTED)


def _drafts(person: Any) -> Any:
    rows = EssayDraft.objects.filter(essay__author=person).select_related("essay__task")
    return rows.order_by("essay")


def _revisions(person: Any) -> Any:
    rows = EssayRevision.objects.filter(essay__author=person)
    return rows.select_related("essay__task", "review").order_by("essay", "number")


SECTIONS = (
    Section(
        "essay_states",
        _("Essays"),
        Essay,
        lambda person: (
            Essay.objects.of(person).select_related("task", "award__prize").order_by("pk")
        ),
        {
            "task": _("Task"),
            "state": _("State"),
            "started_at": _("Begun"),
            "submitted_at": _("Submitted"),
            "award.prize": _("Prize"),
        },
        _("Stays, without your name: it is counted in the figures."),
        {
            "author": "this person",
            "public_id": "names the record in addresses",
            "registration": "the section of registrations shows it",
        },
    ),
    Section(
        "essay_drafts",
        _("Drafts of essays"),
        EssayDraft,
        _drafts,
        {
            "essay.task": _("Task"),
            "title": _("Title"),
            "text": _("Text"),
            "version": _("Times saved"),
            "saved_at": _("Saved"),
        },
        _("The words go."),
    ),
    Section(
        "essays",
        _("Submitted essays and their reviews"),
        EssayRevision,
        _revisions,
        {
            "essay.task": _("Task"),
            "number": _("Revision"),
            "title": _("Title"),
            "text": _("Text"),
            "characters": _("Characters"),
            "submitted_at": _("Submitted"),
            "review.verdict": _("Verdict"),
            "review.comment": _("Comment"),
            "review.at": _("Reviewed"),
        },
        _("The words and the comments on them go; count and dates stay for the figures."),
    ),
    Section(
        "essay_comparisons",
        _("Comparisons with earlier essays"),
        SimilarityCheck,
        lambda person: (
            SimilarityCheck.objects.filter(revision__essay__author=person)
            .select_related("revision__essay__task")
            .prefetch_related("found")
            .order_by("pk")
        ),
        {
            "revision.essay.task": _("Task"),
            "done_at": _("Compared"),
            "counted": _("Characters"),
            "advice.label": _("Advice"),
            "remark": _("The author's remark"),
            "remarked_at": _("Remarked"),
        },
        _("Goes, with the fingerprints of the text."),
        {
            "quoted": "places in the text; the page of the comparison marks them",
        },
    ),
    Section(
        "essay_consents",
        _("Uses of your essays to which you agreed"),
        Consent,
        lambda person: (
            Consent.objects.filter(publication__essay__author=person)
            .select_related("publication__essay__task")
            .order_by("pk")
        ),
        {
            "publication.essay.task": _("Task"),
            "use": pgettext_lazy("essay", "Use"),
            "name_shown": _("Name shown"),
            "pen_name": _("Pen name"),
            "shows_unit": _("Unit shown"),
            "given_at": pgettext_lazy("essay", "Agreed"),
            "ended_at": pgettext_lazy("essay", "Until"),
        },
        _("Ends at once, and what was published goes offline; the dates stay."),
    ),
    Section(
        "essay_wordings",
        _("Wordings that editors proposed to you"),
        CopyEdit,
        lambda person: (
            CopyEdit.objects.filter(publication__essay__author=person)
            .select_related("publication__essay__task")
            .order_by("pk")
        ),
        {
            "publication.essay.task": _("Task"),
            "title": _("Title"),
            "text": _("Text"),
            "note": _("Word to the author"),
            "proposed_at": pgettext_lazy("essay", "Proposed"),
            "state": _("State"),
            "answer": _("Your answer"),
            "answered_at": pgettext_lazy("essay", "Settled"),
        },
        _("The words go."),
    ),
    Section(
        "essay_reviews",
        _("Reviews you wrote"),
        EssayReview,
        lambda person: EssayReview.objects.filter(reviewer=person).order_by("at"),
        {"verdict": _("Verdict"), "comment": _("Comment"), "at": _("When")},
        _("Stays with the essays of others, to whom it was said."),
        {"reviewer": "this person", "revision": "another person's essay"},
    ),
)


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
        forget(person)
        EssayDraft.objects.filter(essay__author=person).update(title="", text="")
        Fingerprint.objects.filter(revision__essay__author=person).delete()
        SimilarEssay.objects.filter(other__essay__author=person).delete()
        SimilarityCheck.objects.filter(revision__essay__author=person).delete()
        EssayRevision.objects.filter(essay__author=person).update(title="", text="")
        EssayReview.objects.filter(revision__essay__author=person).update(comment="")


PROVIDER = PersonalData(
    "essays",
    (Essay, EssayReview),
    from_sections(SECTIONS),
    merge,
    erase,
    collisions,
    sections=SECTIONS,
    about={Essay: "author"},
)
