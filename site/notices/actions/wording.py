"""Changing the words of a kind, and putting back those that the site came with."""

from typing import Any

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from notices.models import Wording, WordingVersion
from notices.outcomes import WordingOutcome
from notices.words import mistakes, one_line, renew, shipped, tidy


@action("notices.reword")
def reword(*, by: Any, wording: Wording, subject: str, body: str, version: int) -> Result:
    """Keep own words of a kind in a language: REWORDED, SAME_WORDS or a refusal.

    BAD_WORDS names every placeholder that is unknown or missing; CHANGED_MEANWHILE when `version`
    is not the last one any more.
    """
    row = Wording.objects.select_for_update().get(pk=wording.pk)
    subject, body = one_line(subject), tidy(body.replace("\r\n", "\n"))
    found = mistakes(row.kind, subject, body)
    if found:
        sentences = [sentence for of_field in found.values() for sentence in of_field]
        return Result(WordingOutcome.BAD_WORDS, row, {"mistakes": " ".join(sentences)})
    if row.version != version:
        return Result(WordingOutcome.CHANGED_MEANWHILE, row)
    if (subject, body) == _current(row):
        return Result(WordingOutcome.SAME_WORDS, row)
    _keep(row, by, subject, body)
    return _done(WordingOutcome.REWORDED, row)


@action("notices.reset_wording")
def reset(*, by: Any, wording: Wording) -> Result:
    """Let the words that the site came with hold again: RESET or SAME_WORDS."""
    row = Wording.objects.select_for_update().get(pk=wording.pk)
    if not row.is_own:
        return Result(WordingOutcome.SAME_WORDS, row)
    _keep(row, by, "", "")
    return _done(WordingOutcome.RESET, row)


def _current(row: Wording) -> tuple[str, str]:
    return (row.subject, row.body) if row.is_own else shipped(row.kind, row.language)


def _keep(row: Wording, by: Any, subject: str, body: str) -> None:
    row.subject, row.body = subject, body
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.save()
    WordingVersion.objects.create(
        wording=row, number=row.version, subject=subject, body=body, at=row.changed_at, by=by
    )
    renew(row.kind)


def _done(outcome: WordingOutcome, row: Wording) -> Result:
    changes = {"kind": row.kind, "language": row.language, "version": row.version}
    return Result(outcome, row, {"changes": changes})
