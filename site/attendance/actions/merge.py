"""Merging what desks noted without signal: a batch, one transaction, few statements.

Every mark is kept under the id that its desk made, and answered by a named outcome; a mark that is
known already gets the answer it got first. What becomes of a person is `attendance.settling`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from attendance.actions.concluding import conclude
from attendance.actions.judging import Judged, judge
from attendance.actions.settle import write_settled
from attendance.enums import MarkOutcome, Method, Stage
from attendance.models import DeskMark
from attendance.passes import read_passes
from attendance.queries import is_called_off
from kernel.actions import action
from kernel.outcomes import Result
from registration.models import Registration


@dataclass(frozen=True)
class Noted:
    """One mark as a desk sends it: of a registration, of a scanned pass, or taking one back."""

    mark_id: UUID
    taken_at: datetime
    registration: str = ""
    text: str = ""
    stage: str = Stage.VENUE
    bus: str = ""
    method: str = Method.SEARCH
    undoes: UUID | None = None


@dataclass
class Batch:
    """What one merge works on."""

    by: Any
    session: Any
    desk: Any
    rows: dict[int, Registration]  # by person
    known: dict[UUID, DeskMark] = field(default_factory=dict)
    marks: dict[int, list[DeskMark]] = field(default_factory=lambda: defaultdict(list))

    def row_of(self, public_id: str) -> Registration | None:
        """The registration with a public id."""
        return next((row for row in self.rows.values() if row.public_id == public_id), None)


@action("attendance.merge")
def merge(*, by: Any, session: Any, noted: Sequence[Noted], desk: Any = None) -> Result:
    """Take in what a desk noted. `details["answers"]` holds one `Judged` for each, in order.

    Ends in MERGED, ALREADY_MERGED, or SESSION_CANCELLED: every mark is answered, none taken in.
    Raises IntegrityError when another request takes the same marks in at this moment; asking again
    then finds them known.
    """
    if is_called_off(session):
        told = [Judged(MarkOutcome.SESSION_CANCELLED) for _one in noted]
        return Result(MarkOutcome.SESSION_CANCELLED, None, {"answers": told})
    passes = read_passes({one.text for one in noted if one.text})
    batch = _locked(by, session, desk, noted, passes)
    answers, fresh = [], []
    for one in noted:
        known = batch.known.get(one.mark_id)
        judged = _again(batch, known) if known else judge(batch, one, passes.get(one.text))
        if known is None:
            mark = _row(batch, one, judged)
            batch.known[one.mark_id] = mark
            fresh.append(mark)
            judged = Judged(judged.outcome, judged.registration, judged.details, mark)
        answers.append(judged)
    DeskMark.objects.bulk_create(fresh)
    answers = conclude(batch, answers, write_settled(batch, fresh))
    details = {"answers": answers, "count": len(fresh), "changes": {"count": len(fresh)}}
    return Result(MarkOutcome.MERGED if fresh else MarkOutcome.ALREADY_MERGED, session, details)


def _locked(
    by: Any, session: Any, desk: Any, noted: Sequence[Noted], passes: dict[str, Any]
) -> Batch:
    """Hold everybody whom the batch names, and read what desks brought of them before."""
    ids = {one.registration for one in noted if one.registration}
    people = {found.person_id for found in passes.values()}
    undone = {one.undoes for one in noted if one.undoes}
    wanted = Registration.objects.filter(offering_id=session.offering_id)
    earlier = DeskMark.objects.filter(session=session, mark_id__in=undone)
    chosen = (
        wanted.filter(public_id__in=ids)
        | wanted.filter(person_id__in=people)
        | wanted.filter(pk__in=earlier.values("registration"))
    )
    locked = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=chosen.values("pk"))
        .select_related("person", "unit")
        .order_by("pk")
    )
    batch = Batch(by, session, desk, {row.person_id: row for row in locked})
    for row in batch.rows.values():
        row.offering = session.offering
    theirs = DeskMark.objects.filter(session=session, registration__in=batch.rows.values())
    sent = DeskMark.objects.filter(mark_id__in=[one.mark_id for one in noted])
    for mark in (theirs | sent).order_by("pk"):
        batch.known[mark.mark_id] = mark
        if mark.registration_id is not None and mark.session_id == session.pk:
            batch.marks[mark.registration_id].append(mark)
    return batch


def _again(batch: Batch, known: DeskMark) -> Judged:
    """The answer that a mark got before; an id of another session says nothing about anybody."""
    if known.session_id != batch.session.pk:
        return Judged(MarkOutcome.NOT_REGISTERED, None, {"name": ""})
    return Judged.again(known)


def _row(batch: Batch, one: Noted, judged: Judged) -> DeskMark:
    mark = DeskMark(
        mark_id=one.mark_id,
        desk=batch.desk,
        session=batch.session,
        registration=judged.registration,
        stage=one.stage,
        bus=one.bus,
        method=one.method,
        undoes=one.undoes if one.undoes != one.mark_id else None,
        taken_at=one.taken_at,
        received_at=timezone.now(),
        by=batch.by,
        outcome=judged.outcome.code,
        counts=judged.outcome.ok and one.undoes is None,
    )
    if judged.registration is not None:
        batch.marks[judged.registration.pk].append(mark)
    return mark
