"""What is asked about essays, by name."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from essays.enums import HANDED_IN, UNSENT, WAITING, EssayState, Visibility

AT_ONCE = 5000  # parameters of one statement; SQLite takes 32,766


class EssayQuerySet(models.QuerySet[Any]):
    """Essays."""

    def of(self, person: Any) -> "EssayQuerySet":
        """A person's own."""
        return self.filter(author=person)

    def submitted_once(self) -> "EssayQuerySet":
        """Handed in and not withdrawn, whatever came of it."""
        return self.exclude(state__in=UNSENT)

    def with_words(self) -> "EssayQuerySet":
        """Not those whose words went with their author's name: they are counted, and no more."""
        return self.filter(emptied_at=None)

    def arrived(self) -> "EssayQuerySet":
        """Of what was handed in what came by a way that its task takes: what is ever read.

        Where people do not hand in by themselves, what their unit recommends.
        """
        ways = models.Q(task__by_persons=True) | models.Q(recommended_at__isnull=False)
        return self.submitted_once().with_words().filter(ways)

    def awaiting_review(self) -> "EssayQuerySet":
        """Arrived and not decided, the longest waiting first."""
        return self.arrived().filter(state__in=WAITING).order_by("submitted_at", "pk")

    def accepted(self) -> "EssayQuerySet":
        """Accepted by a reviewer."""
        return self.filter(state=EssayState.ACCEPTED)

    def handed_in(self) -> "EssayQuerySet":
        """Submitted at least once, not sent back and not withdrawn."""
        return self.filter(state__in=HANDED_IN)


class RevisionQuerySet(models.QuerySet[Any]):
    """Revisions of essays."""

    def newest(self) -> "RevisionQuerySet":
        """The one of each essay that was handed in last, the oldest first."""
        later = self.model.objects.filter(
            essay=models.OuterRef("essay"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later)).order_by("pk")


class CommentQuerySet(models.QuerySet[Any]):
    """Comments on essays."""

    def for_author(self) -> "CommentQuerySet":
        """What the author reads once the revision is decided."""
        return self.filter(visibility=Visibility.AUTHOR)

    def for_reviewer(self, person: Any) -> "CommentQuerySet":
        """What a reviewer reads: not what is for organisers alone, unless it is one's own."""
        return self.filter(~models.Q(visibility=Visibility.ORGANISERS) | models.Q(by=person))


class RecommendationQuerySet(models.QuerySet[Any]):
    """Recommendations of reviewers."""

    def on_newest(self) -> "RecommendationQuerySet":
        """About what was handed in last: what was said of earlier revisions counts no more."""
        later = self.model._meta.get_field("revision").related_model.objects.filter(
            essay=models.OuterRef("revision__essay"), number__gt=models.OuterRef("revision__number")
        )
        return self.filter(~models.Exists(later))


class AssignmentQuerySet(models.QuerySet[Any]):
    """Who is to read what."""

    def open(self) -> "AssignmentQuerySet":
        """Of essays that wait for a decision."""
        return self.filter(essay__state__in=WAITING, essay__emptied_at=None)


class FingerprintQuerySet(models.QuerySet[Any]):
    """Sampled shingles of essays."""

    def sharing(self, hashes: Iterable[int], *, before: int, least: int, most: int) -> list[int]:
        """Keys of revisions made before `before` that share `least` hashes or more.

        At most `most` of them: those that share the most.

        One statement that reads the primary key's index alone. Revisions are numbered as they are
        handed in, so that a smaller key is an earlier text.
        """
        rows = self.filter(hash__in=hashes, revision__lt=before).values("revision")
        rows = rows.annotate(number=models.Count("hash")).filter(number__gte=least)
        return [row["revision"] for row in rows.order_by("-number", "-revision")[:most]]


class SimilarQuerySet(models.QuerySet[Any]):
    """Earlier essays that texts are like."""

    def shown(self) -> "SimilarQuerySet":
        """Not those that their authors took back: nobody reads these, beside another one neither.

        They stay, and are shown again once the author hands in anew.
        """
        return self.exclude(other__essay__state__in=UNSENT)


class OfficialShingleQuerySet(models.QuerySet[Any]):
    """Shingles of official texts."""

    def among(self, hashes: list[int]) -> set[int]:
        """Which of the hashes stand in an official text that is subtracted."""
        found: set[int] = set()
        for start in range(0, len(hashes), AT_ONCE):
            part = hashes[start : start + AT_ONCE]
            rows = self.filter(hash__in=part, official__is_used=True)
            found.update(rows.values_list("hash", flat=True))
        return found
