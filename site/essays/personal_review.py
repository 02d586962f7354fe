"""What the review of essays holds about a person: as a reviewer, and as an author.

What a reviewer wrote stays with the essays of others, to whom it was said; what was said about an
erased person's own essays goes with the words.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.enums import Visibility
from essays.models import (
    Assignment,
    Blackout,
    PreparedDecision,
    Recommendation,
    Recusal,
    ReviewComment,
)
from kernel.privacy import Section

STAYS = _("Stays with the essays of others, to whom it was said.")


def _received(person: Any) -> Any:
    """What the author may read: comments for authors on revisions that are decided."""
    rows = ReviewComment.objects.filter(revision__essay__author=person)
    rows = rows.filter(visibility=Visibility.AUTHOR, revision__review__isnull=False)
    return rows.select_related("revision__essay__task").order_by("pk")


REVIEW_SECTIONS = (
    Section(
        "essay_comments_received",
        _("Comments on your essays"),
        ReviewComment,
        _received,
        {
            "revision.essay.task": _("Task"),
            "text": pgettext_lazy("on an essay", "Comment"),
            "at": _("When"),
        },
        _("Goes, with the words it is about."),
        {
            "public_id": "names the record in addresses",
            "by": "reviewers are not named",
            "visibility": "these are the ones for the author",
            "start": "a place in the text",
            "end": "a place in the text",
        },
    ),
    Section(
        "essay_comments",
        _("Comments you wrote on essays"),
        ReviewComment,
        lambda person: ReviewComment.objects.filter(by=person).order_by("pk"),
        {
            "text": pgettext_lazy("on an essay", "Comment"),
            "visibility": _("Who reads it"),
            "at": _("When"),
        },
        STAYS,
        {
            "public_id": "names the record in addresses",
            "by": "this person",
            "revision": "another person's essay",
            "start": "a place in another person's text",
            "end": "a place in another person's text",
        },
    ),
    Section(
        "essay_assignments",
        _("Essays assigned to you"),
        Assignment,
        lambda person: (
            Assignment.objects.filter(reviewer=person).select_related("essay__task").order_by("pk")
        ),
        {"essay.task": _("Task"), "by_hand": _("Assigned by hand"), "at": _("When")},
        _("Stays: it says who was asked to read."),
        {"reviewer": "this person"},
    ),
    Section(
        "essay_recusals",
        _("What you do not review"),
        Recusal,
        lambda person: (
            Recusal.objects.filter(reviewer=person).select_related("unit").order_by("pk")
        ),
        {"unit": _("Unit"), "reason": _("Reason"), "at": _("When")},
        _("Stays without its reason."),
        {
            "public_id": "names the record in addresses",
            "reviewer": "this person",
            "essay": "another person's essay",
            "noted_by": "another person",
        },
    ),
    Section(
        "essay_recommendations",
        _("Recommendations you gave"),
        Recommendation,
        lambda person: Recommendation.objects.filter(reviewer=person).order_by("pk"),
        {
            "verdict": _("Recommendation"),
            "note": _("Note to the organisers"),
            "reasons": _("Reasons"),
            "total": _("Points out of 100"),
            "at": _("When"),
        },
        STAYS,
        {"reviewer": "this person", "revision": "another person's essay"},
    ),
    Section(
        "essay_decisions_prepared",
        _("Decisions you prepared"),
        PreparedDecision,
        lambda person: PreparedDecision.objects.filter(by=person).order_by("pk"),
        {
            "verdict": _("Verdict"),
            "comment": pgettext_lazy("on an essay", "Comment"),
            "reasons": _("Reasons"),
            "at": _("When"),
        },
        _("Becomes a review when it is released."),
        {"by": "this person", "revision": "another person's essay"},
    ),
    Section(
        "essay_blackouts",
        _("Essays you blacked out names in"),
        Blackout,
        lambda person: Blackout.objects.filter(by=person).order_by("pk"),
        {"at": _("When")},
        _("Stays: it hides places of another person's text."),
        {
            "by": "this person",
            "revision": "another person's essay",
            "title": "places in another person's title",
            "text": "places in another person's text",
        },
    ),
)


def merge_review(keep: Any, drop: Any) -> None:
    """What the closed account did goes over, but where both did it for one essay."""
    once: list[tuple[Any, str]] = [(Assignment, "essay"), (Recommendation, "revision")]
    for model, about in once:
        both = model.objects.filter(reviewer=keep).values(about)
        rows = model.objects.filter(reviewer=drop).exclude(**{f"{about}__in": both})
        rows.update(reviewer=keep)
    mine = Recusal.objects.filter(reviewer=keep)
    others = Recusal.objects.filter(reviewer=drop)
    for about in ("essay", "unit"):
        known = mine.filter(**{f"{about}__isnull": False}).values(about)
        others.filter(**{f"{about}__isnull": False}).exclude(**{f"{about}__in": known}).update(
            reviewer=keep
        )
    Recusal.objects.filter(noted_by=drop).update(noted_by=keep)
    written: list[Any] = [ReviewComment, PreparedDecision, Blackout]
    for model in written:
        model.objects.filter(by=drop).update(by=keep)


def erase_review(person: Any) -> None:
    """What was said about the person's essays goes, and why the person did not review others."""
    own = {"revision__essay__author": person}
    ReviewComment.objects.filter(**own).update(text="")
    Recommendation.objects.filter(**own).update(note="")
    PreparedDecision.objects.filter(**own).delete()  # nobody is left to be told
    Blackout.objects.filter(**own).delete()
    Recusal.objects.filter(reviewer=person).update(reason="")
    Recusal.objects.filter(essay__author=person).update(reason="")
