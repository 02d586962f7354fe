"""Writing what the marks of desks come to, for everybody of a batch at once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from attendance.actions.changing import FIELDS, changed
from attendance.actions.guest_marks import change_of_guest, save_guests
from attendance.enums import ATTENDED, AttendanceStatus, Stage
from attendance.models import Attendance, AttendanceChange, DeskMark, MakeUp
from attendance.presence import status_of
from attendance.settling import Base, Settled, base_of, base_of_guest, settle, settled_by


@dataclass(frozen=True)
class Standing:
    """One person of a batch: the attendance, its base, and what it said before this batch;
    `held_by` is the key of the mark of a desk by which it did.
    """

    row: Attendance
    base: Base
    was_here: bool
    was_at: datetime | None
    guest: MakeUp | None = None
    held_by: int | None = None


def write_settled(batch: Any, fresh: list[DeskMark]) -> dict[int, Standing]:
    """Change attendance where `fresh` marks say so; everybody touched, by registration."""
    people = _standing_of(batch, {mark.registration_id for mark in fresh})
    history = []
    for key, person in people.items():
        undone = {mark.undoes for mark in batch.marks[key] if mark.undoes}
        marks = [mark for mark in batch.marks[key] if mark.counts and mark.stage == Stage.VENUE]
        settled = settle(marks, undone, person.base)
        cause = next(mark for mark in fresh if mark.registration_id == key)
        if change := _change(batch, person, settled, cause):
            history.append(change)
    _save(history)
    touched = {change.attendance.pk for change in history}
    save_guests([one.guest for one in people.values() if one.guest and one.row.pk in touched])
    return people


def _standing_of(batch: Any, touched: set[int | None]) -> dict[int, Standing]:
    """Two queries for however many people."""
    here = Q(session=batch.session, registration__in=batch.rows.values())
    missed = Q(pk__in=[guest.makeup_for_id for guest in batch.guests.values()])
    found = Attendance.objects.filter(here | missed)
    rows = {row.registration_id: row for row in found.select_related("marked_by")}
    changes = defaultdict(list)
    for change in AttendanceChange.objects.filter(attendance__in=found).order_by("at", "pk"):
        changes[change.attendance_id].append(change)
    people = {}
    for registration in batch.rows.values():
        if registration.pk not in touched:
            continue
        row = rows.get(registration.pk) or Attendance(status=AttendanceStatus.UNRECORDED)
        guest = batch.guests.get(registration.pk)
        row.registration = registration
        if guest is None:
            row.session = batch.session
        base = (base_of_guest if guest else base_of)(row, changes[row.pk])
        was = row.status in ATTENDED, row.in_at
        held_by = settled_by(changes[row.pk])
        people[registration.pk] = Standing(row, base, *was, guest, held_by)
    return people


def _change(
    batch: Any, person: Standing, settled: Settled, cause: DeskMark
) -> AttendanceChange | None:
    """What has to be written for one person; None when it is so already."""
    row, mark = person.row, settled.mark
    status = person.base.status
    if mark is not None and person.guest is not None:
        status = AttendanceStatus.MADE_UP
    elif mark is not None:
        status = status_of(batch.session, mark.taken_at, row.out_at)
    # Of two marks of one instant the same one holds in whatever order they come, with its place.
    same = settled.in_at == row.in_at and (row.status in ATTENDED) == (status in ATTENDED)
    if same and (mark is None or mark.pk == person.held_by):
        return None
    cause = mark or cause
    facts = {"by": cause.by, "status": status, "in_at": settled.in_at}
    if person.guest is not None:
        change = change_of_guest(person.guest, row, **facts)
    else:
        if mark is not None:
            facts["site"] = batch.site_of(mark, row.registration)
        else:  # they were where the site itself saw them
            facts["site"] = batch.layout.by_key.get(person.base.site_id or 0)
        change = changed(row, method=cause.method, **facts)
    change.desk_mark = cause
    return change


def _save(history: list[AttendanceChange]) -> None:
    """Three statements for however many people."""
    rows = [change.attendance for change in history]
    new = [row for row in rows if row.pk is None]
    old = [row for row in rows if row.pk is not None]
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(old, FIELDS)
    for change, row in zip(history, rows, strict=True):
        change.attendance = row  # its key is known only now
    AttendanceChange.objects.bulk_create(history)
