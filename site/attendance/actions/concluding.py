"""The named outcome of each mark of a batch, once everybody is settled."""

from typing import Any

from attendance.actions.judging import Judged
from attendance.actions.marking import when_and_who
from attendance.actions.settle import Standing
from attendance.enums import ATTENDED, MarkOutcome
from attendance.models import DeskMark
from attendance.settling import follows
from publishing import dates


def conclude(batch: Any, answers: list[Judged], people: dict[int, Standing]) -> list[Judged]:
    """The answers in their order; they are kept, so that a repetition is answered alike."""
    said: set[int] = set()
    final = [_final(batch, one, people, said) for one in answers]
    other = []
    for asked, told in zip(answers, final, strict=True):
        if told.mark is not None and told.outcome is not asked.outcome:
            told.mark.outcome = told.outcome.code
            other.append(told.mark)
    DeskMark.objects.bulk_update(other, ["outcome"])
    return final


def _final(batch: Any, one: Judged, people: dict[int, Standing], said: set[int]) -> Judged:
    if one.repeated or one.mark is None or one.registration is None:
        return one
    if one.outcome is MarkOutcome.COUNTED:
        marks = batch.marks[one.registration.pk]
        earlier = marks[: marks.index(one.mark)]
        known = any(mark.counts and mark.point == one.mark.point for mark in earlier)
        return one.ending(MarkOutcome.ALREADY_COUNTED) if known else one
    if one.outcome is MarkOutcome.MARKED:
        return _marked(one, one.mark, people[one.registration.pk], said)
    return one


def _marked(one: Judged, mark: DeskMark, person: Standing, said: set[int]) -> Judged:
    row = person.row
    if row.status not in ATTENDED:
        if follows(mark, person.base):
            return one.ending(MarkOutcome.NOTHING_TO_UNDO)  # taken back in the same batch
        return one.ending(MarkOutcome.CORRECTED_SINCE, at=dates.clock(person.base.corrected_at))
    first = row.in_at == mark.taken_at and row.in_at != person.was_at and row.pk not in said
    if not first:
        return one.ending(MarkOutcome.ALREADY_MARKED, **when_and_who(row))
    said.add(row.pk)
    if person.was_here:
        return one.ending(MarkOutcome.SEEN_EARLIER, at=dates.clock(row.in_at))
    return one
