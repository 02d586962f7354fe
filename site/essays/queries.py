"""What is asked about essays, by name."""

from typing import Any

from django.db import models

from essays.enums import EssayState


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
