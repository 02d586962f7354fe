"""What is asked about essays, by name."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from essays.enums import EssayState

AT_ONCE = 5000  # parameters of one statement; SQLite takes 32,766


class EssayQuerySet(models.QuerySet[Any]):
    """Essays."""

    def of(self, person: Any) -> "EssayQuerySet":
        """A person's own."""
        return self.filter(author=person)

    def submitted_once(self) -> "EssayQuerySet":
        """Handed in at least once, whatever came of it: what a reviewer may ever read."""
        return self.exclude(state=EssayState.DRAFT)

    def awaiting_review(self) -> "EssayQuerySet":
        """Submitted and not decided, the longest waiting first."""
        return self.filter(state=EssayState.SUBMITTED).order_by("submitted_at", "pk")

    def accepted(self) -> "EssayQuerySet":
        """Accepted by a reviewer."""
        return self.filter(state=EssayState.ACCEPTED)

    def handed_in(self) -> "EssayQuerySet":
        """Submitted at least once and not sent back."""
        return self.filter(state__in=(EssayState.SUBMITTED, EssayState.ACCEPTED))


class RevisionQuerySet(models.QuerySet[Any]):
    """Revisions of essays."""

    def newest(self) -> "RevisionQuerySet":
        """The one of each essay that was handed in last, the oldest first."""
        later = self.model.objects.filter(
            essay=models.OuterRef("essay"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later)).order_by("pk")


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
