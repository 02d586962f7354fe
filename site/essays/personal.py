"""What this room holds about a person.

Erasing empties the words: an essay is what a person thinks, and nobody needs it once the person is
gone. State, count and times stay, so that the figures of an offering do not change afterwards; but
nobody is asked to read or decide about it any more (`emptied_at`). The
comments that a reviewer wrote stay with the essays of others, to whom they were said; comments on
the erased person's own essays go with the words they are about.
"""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.actions.publish_unpublish import forget
from essays.actions.upload import drop_files
from essays.enums import EssayState
from essays.models import (
    Essay,
    EssayDraft,
    EssayExtension,
    EssayReview,
    EssayRevision,
    EssayUpload,
    Fingerprint,
    SimilarEssay,
    SimilarityCheck,
)
from essays.personal_publication import SECTIONS as PUBLICATION
from essays.personal_review import REVIEW_SECTIONS, erase_review, merge_review
from kernel.privacy import PersonalData, Section, from_sections

ORDER = (
    EssayState.DRAFT,
    EssayState.WITHDRAWN,
    EssayState.RETURNED,
    EssayState.SUBMITTED,
    EssayState.RESUBMITTED,
    EssayState.IN_REVIEW,
    EssayState.NOT_ACCEPTED,
    EssayState.ACCEPTED,
)


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
            "unit": _("Unit"),
            "recommended_at": _("Recommended by the unit"),
        },
        _("Stays, without your name: it is counted in the figures."),
        {
            "author": "this person",
            "public_id": "names the record in addresses",
            "registration": "the section of registrations shows it",
            "emptied_at": "empty until the person is erased",
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
            "genre": _("Genre"),
            "version": _("Times saved"),
            "saved_at": _("Saved"),
        },
        _("The words go."),
        {"upload": "the section of files shows it"},
    ),
    Section(
        "essay_files",
        _("Files you sent as essays"),
        EssayUpload,
        lambda person: (
            EssayUpload.objects.filter(essay__author=person)
            .select_related("essay__task")
            .order_by("pk")
        ),
        {
            "essay.task": _("Task"),
            "name": _("Name of the file"),
            "title": _("Title"),
            "text": _("Text"),
            "characters": _("Characters"),
            "at": _("Sent"),
            "confirmed_at": _("Taken over"),
        },
        _("Go, the files and what was read from them."),
        {
            "public_id": "names the record in addresses",
            "file": "the file itself is opened from the essay",
        },
    ),
    Section(
        "essay_extensions",
        _("More time for essays"),
        EssayExtension,
        lambda person: (
            EssayExtension.objects.filter(person=person).select_related("task").order_by("pk")
        ),
        {"task": _("Task"), "until": _("Until"), "reason": _("Reason"), "at": _("When")},
        _("Stays without the reason."),
        {
            "person": "this person",
            "unit": "empty: it is for a person",
            "revision": "counts its changes for calendars",
        },
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
            "genre": _("Genre"),
            "characters": _("Characters"),
            "submitted_at": _("Submitted"),
            "is_late": _("Late"),
            "statement": _("You confirmed"),
            "review.verdict": _("Verdict"),
            "review.comment": pgettext_lazy("on an essay", "Comment"),
            "review.reason_names": _("Reasons"),
            "review.at": _("Reviewed"),
        },
        _("The words and the comments on them go; count and dates stay for the figures."),
        {"upload": "the section of files shows it"},
    ),
    Section(
        "essay_comparisons",
        _("Comparisons with earlier essays"),
        SimilarityCheck,
        lambda person: (
            SimilarityCheck.objects.filter(revision__essay__author=person)
            .select_related("revision__essay__task")
            .prefetch_related(  # type: ignore[no-redef]
                Prefetch("found", SimilarEssay.objects.shown(), to_attr="shown")
            )
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
    *PUBLICATION,
    Section(
        "essay_reviews",
        _("Reviews you wrote"),
        EssayReview,
        lambda person: EssayReview.objects.filter(reviewer=person).order_by("at"),
        {
            "verdict": _("Verdict"),
            "comment": pgettext_lazy("on an essay", "Comment"),
            "reasons": _("Reasons"),
            "at": _("When"),
        },
        _("Stays with the essays of others, to whom it was said."),
        {"reviewer": "this person", "revision": "another person's essay"},
    ),
    *REVIEW_SECTIONS,
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
    merge_review(keep, drop)
    _merge_extensions(keep, drop)


def _merge_extensions(keep: Any, drop: Any) -> None:
    """More time moves; of a task for which both were given some, the longer one."""
    held = {row.task_id: row for row in EssayExtension.objects.filter(person=keep)}
    for row in EssayExtension.objects.filter(person=drop):
        own = held.get(row.task_id)
        if own is None:
            row.person = keep
            row.save(update_fields=["person"])
        elif row.until > own.until:
            own.until, own.reason, own.at = row.until, row.reason, row.at
            own.revision += 1
            own.save(update_fields=["until", "reason", "at", "revision"])


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
        Essay.objects.of(person).update(emptied_at=timezone.now())
        EssayDraft.objects.filter(essay__author=person).update(title="", text="")
        Fingerprint.objects.filter(revision__essay__author=person).delete()
        SimilarEssay.objects.filter(other__essay__author=person).delete()
        SimilarityCheck.objects.filter(revision__essay__author=person).delete()
        EssayRevision.objects.filter(essay__author=person).update(title="", text="")
        EssayReview.objects.filter(revision__essay__author=person).update(comment="")
        erase_review(person)
        drop_files(list(EssayUpload.objects.filter(essay__author=person)))
        EssayExtension.objects.filter(person=person).update(reason="")


PROVIDER = PersonalData(
    "essays",
    (Essay, EssayReview, EssayExtension, *(section.model for section in REVIEW_SECTIONS)),
    from_sections(SECTIONS),
    merge,
    erase,
    collisions,
    sections=SECTIONS,
    about={Essay: "author"},
)
