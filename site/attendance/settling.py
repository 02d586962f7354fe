"""What the marks of all desks come to, in whatever order they arrived.

The marks of a person at a session are a set that only grows: marks, and takings-back that name a
mark. The result is a function of the set, so merging is idempotent, commutative and associative.
Corrections by hand come from the site, and are later than every mark that was taken before them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from attendance.covering import unseen
from attendance.enums import ATTENDED, AttendanceStatus, Method

# Somebody decided what holds, also where it is that the person was there.
BY_HAND = (Method.ROLL_CALL, Method.APPEAL, Method.IMPORT)


@dataclass(frozen=True)
class Base:
    """What the site knows of a person without the marks of desks.

    `in_at` is set while it says they are there, `site_id` is the remote site then; marks up to
    `corrected_at` were overruled by hand.
    """

    status: str = AttendanceStatus.UNRECORDED
    in_at: datetime | None = None
    corrected_at: datetime | None = None
    site_id: int | None = None


@dataclass(frozen=True)
class Settled:
    """When the person came, None when they did not; `mark` is what says so, if a desk's mark."""

    in_at: datetime | None
    mark: Any = None


def settle(marks: Iterable[Any], undone: Collection[UUID], base: Base) -> Settled:
    """The earliest mark that stands, unless the site knows an earlier one.

    `marks` have `mark_id` and `taken_at`. Equal instants go by the id, so that order never matters.
    """
    standing = [mark for mark in marks if mark.mark_id not in undone and follows(mark, base)]
    if not standing:
        return Settled(base.in_at)
    first = min(standing, key=lambda mark: (mark.taken_at, mark.mark_id))
    if base.in_at is not None and base.in_at <= first.taken_at:
        return Settled(base.in_at)
    return Settled(first.taken_at, first)


def follows(mark: Any, base: Base) -> bool:
    """Whether no correction by hand is later than the mark."""
    return base.corrected_at is None or mark.taken_at > base.corrected_at


def base_of(attendance: Any, changes: Iterable[Any]) -> Base:
    """The base, read from the history of an attendance, the oldest change first."""
    status: str = AttendanceStatus.UNRECORDED
    in_at, corrected_at, site_id = None, None, None
    moved_by_desk = False
    changes = list(changes)
    for change in changes:
        if _is_of_leaving(change):
            continue
        if change.desk_mark_id is not None:
            # What stood before the first move by a desk is what the site knew by itself.
            in_at = change.from_in_at if not moved_by_desk else in_at
            moved_by_desk = True
            continue
        status, site_id, moved_by_desk = change.to_status, change.site_id, False
        if change.method == Method.CLOSING:
            continue  # says that nobody was seen, and overrules nobody who was
        by_hand = change.method != Method.LEAVE  # whoever is on leave and comes is there
        if by_hand and (status not in ATTENDED or change.method in BY_HAND):
            corrected_at = change.at
    if status not in ATTENDED:
        return Base(unseen(attendance, status, changes), None, corrected_at)
    if not moved_by_desk:
        in_at, site_id = attendance.in_at, attendance.site_id
    return Base(status, in_at, corrected_at, site_id)


def settled_by(changes: Iterable[Any]) -> int | None:
    """The key of the desk's mark by which somebody is there, from the same history."""
    last = [change.desk_mark_id for change in changes if not _is_of_leaving(change)]
    return last[-1] if last else None


def base_of_guest(attendance: Any, changes: Iterable[Any]) -> Base:
    """The same of a guest: only what was said of making up counts. That the session was missed is
    why they come, and no correction of their coming, whenever somebody wrote it down.
    """
    changes = list(changes)
    made_up = AttendanceStatus.MADE_UP
    touching = [one for one in changes if made_up in (one.from_status, one.to_status)]
    base = base_of(attendance, touching)
    if base.in_at is not None:
        return base
    missed = attendance.status
    if missed == made_up:
        missed = next(one.from_status for one in reversed(touching) if one.to_status == made_up)
    return Base(unseen(attendance, missed, changes), None, base.corrected_at)


def _is_of_leaving(change: Any) -> bool:
    """Whether only a leaving was noted or taken back: the person was there before and after."""
    was_there = change.from_status in ATTENDED and change.to_status in ATTENDED
    return was_there and change.desk_mark_id is None and change.method not in BY_HAND


def last_seen(marks: Iterable[Any]) -> dict[tuple[str, int], Any]:
    """By place along the way and registration the latest mark: who changes the bus sits in the
    last one.
    """
    found: dict[tuple[str, int], Any] = {}
    for mark in sorted(marks, key=lambda mark: (mark.taken_at, mark.mark_id)):
        found[mark.point, mark.registration_id] = mark
    return found
