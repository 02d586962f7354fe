"""What is worth a second look after a session: facts with a word for each, and no consequence.

Nothing here changes a mark, counts against anybody or leaves the session. The participant reads the
same words about the own mark.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from attendance.codes import STEP
from attendance.enums import ATTENDED, MarkOutcome, Method, Position, Stage
from attendance.models import Attendance, AttendanceChange, DeskMark, MakeUp
from attendance.settling import BY_HAND as CORRECTING
from registration.enums import RegistrationState

LONG_WAIT = 120
"""Seconds between scan and confirmation that are told."""
BY_HAND = (Method.SEARCH, Method.ROLL_CALL)
UNCOUNTED = (MarkOutcome.TOO_EARLY, MarkOutcome.TOO_LATE, MarkOutcome.CORRECTED_SINCE)


class Remark(models.TextChoices):
    """A fact about a mark. The sentences are the ones that the participant reads."""

    EARLIER_CODE = "earlier_code", _("The code that was scanned had just been replaced.")
    LONG_WAIT = "long_wait", _("Between the scan and the confirmation lay more than two minutes.")
    SHARED_PHONE = "shared_phone", _("Several people checked in on the same phone.")
    OUTSIDE = "outside", _("The phone said that it was away from the venue.")
    SPOKEN = "spoken", _("The six digits were typed instead of a scan.")
    BY_HAND = "by_hand", _("Staff marked by hand, without a pass or a code.")
    WITHOUT_SIGNAL = "without_signal", _("Noted by a desk without signal and sent later.")
    CORRECTED = "corrected", _("The mark was corrected afterwards.")


MEANINGS = {
    Remark.EARLIER_CODE: _("Usual for a slow camera or a full hall."),
    Remark.LONG_WAIT: _("Usual for whoever signs in for the first time."),
    Remark.SHARED_PHONE: _(
        "Often a colleague without a phone; ask when it is more than two or three."
    ),
    Remark.OUTSIDE: _("Positions are inexact inside buildings."),
    Remark.SPOKEN: _("Meant for phones without a camera."),
    Remark.BY_HAND: _("Usual for whoever has neither pass nor phone."),
    Remark.WITHOUT_SIGNAL: _("Times are those of the desk's own device."),
    Remark.CORRECTED: _("The history of the mark says by whom."),
}


@dataclass(frozen=True)
class Finding:
    """One person with remarks about how the mark came about."""

    attendance: Any
    change: AttendanceChange
    remarks: tuple[Remark, ...]

    @property
    def name(self) -> str:
        """Whose mark it is."""
        return self.attendance.registration.person.name


def findings(session: Any) -> list[Finding]:
    """Everybody of a session whose mark has a remark, by name. One query."""
    by_row: dict[int, list[AttendanceChange]] = {}
    for change in _changes(session):
        by_row.setdefault(change.attendance_id, []).append(change)
    phones = _phones(by_row.values())
    found = []
    for changes in by_row.values():
        row, change = changes[0].attendance, _came_by(changes)
        if row.status in ATTENDED and change and (told := _remarks(changes, change, phones)):
            found.append(Finding(row, change, told))
    return sorted(found, key=lambda one: one.attendance.registration.person.name_key)


def remarks_on(attendance: Any) -> tuple[Remark, ...]:
    """What the report says of one mark: what its owner reads."""
    if attendance.status not in ATTENDED:
        return ()
    of_all = list(_changes(attendance.session))
    own = [change for change in of_all if change.attendance_id == attendance.pk]
    change = _came_by(own)
    by_row: dict[int, list[AttendanceChange]] = {}
    for one in of_all:
        by_row.setdefault(one.attendance_id, []).append(one)
    return _remarks(own, change, _phones(by_row.values())) if change else ()


def tally(found: Iterable[Finding]) -> list[tuple[Remark, int, Any]]:
    """How many people each remark is about, the most frequent first, with what it means."""
    number = Counter(remark for one in found for remark in one.remarks)
    return [(remark, count, MEANINGS[remark]) for remark, count in number.most_common()]


def uncounted(session: Any) -> list[DeskMark]:
    """Marks that desks took outside the hours, or before a correction, and that nobody has settled
    since: who they are about is not there by any other mark. By name. One query.
    """
    refused = Q(outcome__in=[one.code for one in UNCOUNTED])
    # With a place here, being expected elsewhere refuses nobody within the hours.
    refused |= Q(
        outcome=MarkOutcome.WRONG_SESSION.code,
        registration__state=RegistrationState.CONFIRMED,
        registration__offering=session.offering_id,
    )
    rows = DeskMark.objects.filter(refused, session=session, stage=Stage.VENUE)
    rows = rows.exclude(mark_id__in=_undone(session)).select_related("registration__person", "by")
    own = Attendance.objects.filter(session=session, registration=OuterRef("registration"))
    by_hand = Q(method__in=CORRECTING, marked_at__gt=OuterRef("received_at"))
    settled = Exists(own.filter(Q(status__in=ATTENDED) | by_hand))
    guests = MakeUp.objects.filter(session=session, in_at__isnull=False)
    as_guest = Exists(guests.filter(makeup_for__registration=OuterRef("registration")))
    rows = rows.select_related("registration__unit").exclude(settled).exclude(as_guest)
    return list(rows.order_by("registration__person__name_key", "taken_at", "pk"))


def _undone(session: Any) -> Any:
    taken_back = DeskMark.objects.filter(session=session, undoes__isnull=False)
    return taken_back.values("undoes")


def _changes(session: Any) -> Any:
    rows = AttendanceChange.objects.filter(attendance__session=session)
    people = "attendance__registration__person"
    return rows.select_related(people, "attendance__registration__unit", "by").order_by("at", "pk")


def _came_by(changes: list[AttendanceChange]) -> AttendanceChange | None:
    """The change that says how the person came to be there: the last move into presence."""
    into = [
        change
        for change in changes
        if change.to_status in ATTENDED and change.from_status not in ATTENDED
    ]
    return into[-1] if into else None


def _phones(rows: Iterable[list[AttendanceChange]]) -> Counter[str]:
    """How many people each phone of the session checked in."""
    return Counter(device for changes in rows for device in {c.device for c in changes if c.device})


def _remarks(
    changes: list[AttendanceChange], change: AttendanceChange, phones: Counter[str]
) -> tuple[Remark, ...]:
    facts = {
        Remark.EARLIER_CODE: change.code_age is not None and change.code_age >= STEP,
        Remark.LONG_WAIT: (change.waited or 0) > LONG_WAIT,
        Remark.SHARED_PHONE: phones[change.device] > 1,
        Remark.OUTSIDE: change.position == Position.OUTSIDE,
        Remark.SPOKEN: change.method == Method.SPOKEN,
        Remark.BY_HAND: change.method in BY_HAND and change.desk_mark_id is None,
        Remark.WITHOUT_SIGNAL: change.desk_mark_id is not None,
        # What desks brought later moved the time by itself: nobody corrected anything.
        Remark.CORRECTED: any(
            later.desk_mark_id is None for later in changes[changes.index(change) + 1 :]
        ),
    }
    return tuple(remark for remark, holds in facts.items() if holds)
