"""Hiding words of a text from those who review it."""

from typing import Any

from django.utils import timezone

from essays.actions.review import lock_for_review
from essays.dark import found
from essays.models import Blackout, Essay, EssayRevision
from essays.outcomes import ReviewOutcome
from essays.rules import decide_essay
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.black_out")
def black_out(*, by: Any, essay: Essay, words: list[str]) -> Result:
    """Hide every place of the newest revision where one of `words` stands; none lifts it.

    Outcomes: BLACKED_OUT, DECIDED_ALREADY. Raises Forbidden unless `by` decides about this essay.
    """
    decide_essay.check(by, essay)
    held = lock_for_review(essay)
    last = held.latest_revision()
    if last is None or not held.is_waiting:
        details = {"state": held.get_state_display()}
        return Result(ReviewOutcome.DECIDED_ALREADY, held, details)
    wanted = sorted({word.strip() for word in words if word.strip()})
    values: dict[str, Any] = {"title": found(last.title, wanted), "text": found(last.text, wanted)}
    values |= {"by": by, "at": timezone.now()}
    Blackout.objects.update_or_create(revision=last, defaults=values)
    changes = {"revision": last.number, "places": len(values["text"])}
    return Result(ReviewOutcome.BLACKED_OUT, held, {"changes": changes})


def carry_blackout(last: EssayRevision, revision: EssayRevision) -> None:
    """Hide in a new revision the words that were hidden in the last one, wherever they stand now.

    Reviewers would read them otherwise before the organiser sees the new text.
    """
    kept = getattr(last, "blackout", None)
    if kept is None:
        return
    parts = ((last.title, kept.title), (last.text, kept.text))
    words = {text[start:end].strip() for text, stretches in parts for start, end in stretches}
    wanted = sorted(filter(None, words))
    Blackout.objects.create(
        revision=revision,
        title=found(revision.title, wanted),
        text=found(revision.text, wanted),
        by=kept.by,
        at=kept.at,
    )
