"""Merging what desks noted without signal: a batch, one transaction, few statements.

Every mark is kept under the id that its desk made, and answered by a named outcome; a mark that is
known already gets the answer it got first. What becomes of a person is `attendance.settling`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from attendance.actions.concluding import conclude
from attendance.actions.guest_marks import guests_named, hold_guests
from attendance.actions.judging import Judged, judge
from attendance.actions.settle import write_settled
from attendance.enums import MarkOutcome, Method, Stage
from attendance.models import DeskMark, MakeUp
from attendance.passes import read_passes
from attendance.queries import is_called_off
from attendance.remote import NOWHERE_ELSE, Layout, layout_at
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
    stop: str = ""
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
    # Guests' places by the registration whose missed session they make up; these are in `rows` too.
    guests: dict[int, MakeUp] = field(default_factory=dict)
    layout: Layout = NOWHERE_ELSE

    def site_of(self, mark: DeskMark, registration: Registration) -> Any:
        """The remote site of a mark: where its desk stands, else where the person is expected."""
        if not self.layout.sites:
            return None
        spot = self.layout.spot(mark.desk.spot if mark.desk else "")
        return self.layout.site_of(registration) if spot.is_everywhere else spot.site

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
    named = Q(public_id__in=ids) | Q(person_id__in=people)
    named |= Q(pk__in=earlier.values("registration"))
    guests = guests_named(session, Registration.objects.filter(named).values("pk"))
    locked = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .filter(Q(pk__in=wanted.filter(named).values("pk")) | Q(pk__in=guests))
        .select_related("person", "unit", "site_choice")
        .order_by("pk")
    )
    batch = Batch(by, session, desk, _by_person(session, locked))
    batch.layout = layout_at(session)
    held = hold_guests(guests) if guests else {}
    batch.guests = {row.pk: held[row.pk] for row in batch.rows.values() if row.pk in held}
    theirs = DeskMark.objects.filter(session=session, registration__in=batch.rows.values())
    sent = DeskMark.objects.filter(mark_id__in=[one.mark_id for one in noted])
    for mark in (theirs | sent).select_related("desk").order_by("pk"):
        batch.known[mark.mark_id] = mark
        if mark.registration_id is not None and mark.session_id == session.pk:
            batch.marks[mark.registration_id].append(mark)
    return batch


def _by_person(session: Any, locked: Iterable[Registration]) -> dict[int, Registration]:
    """Each with the place that counts here: a certain one of their own, else that of a guest."""
    rows: dict[int, Registration] = {}
    for row in locked:
        own = row.offering_id == session.offering_id
        if own:
            row.offering = session.offering
        known = rows.get(row.person_id)
        if known is None or (row if own else known).is_confirmed == own:
            rows[row.person_id] = row
    return rows


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
        stop=one.stop if one.stage == Stage.STOP else "",
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
