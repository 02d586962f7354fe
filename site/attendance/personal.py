"""What this room holds about a person."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, AttendanceChange, Pass
from kernel.privacy import PersonalData
from registration.models import Registration

EXCUSED = (AttendanceStatus.ON_LEAVE, AttendanceStatus.EXEMPT)


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Every mark with its corrections, and the passes without what makes them valid."""
    marks = (
        Attendance.objects.of(person)
        .select_related("session")
        .prefetch_related("changes")
        .order_by("session__starts_at", "pk")
    )
    return {
        "attendance": [
            {
                "session": row.session.title,
                "starts": row.session.starts_at.isoformat(),
                "status": row.get_status_display(),
                "came": row.in_at.isoformat() if row.in_at else "",
                "left": row.out_at.isoformat() if row.out_at else "",
                "history": [f"{change.at.isoformat()} {change}" for change in row.changes.all()],
            }
            for row in marks
        ],
        "passes": [
            {
                "made": pass_.made_at.isoformat(),
                "revoked": pass_.revoked_at.isoformat() if pass_.revoked_at else "",
            }
            for pass_ in Pass.objects.filter(person=person).order_by("made_at")
        ],
    }


def merge(keep: Any, drop: Any) -> None:
    """Marks follow their registration; passes of the account that goes are worth nothing.

    Where both are registered for an offering, the marks move to the registration that stays. Where
    both have one for a session, the one that says more goes on, and the other counts no more.
    """
    kept = dict(Registration.objects.of(keep).values_list("offering", "pk"))
    lost = Registration.objects.of(drop).filter(offering__in=kept)
    for registration in lost.order_by("pk"):
        for mark in registration.attendance.select_for_update(no_key=True).order_by("pk"):
            _merge_mark(mark, kept[registration.offering_id])
    Attendance.objects.filter(marked_by=drop).update(marked_by=keep)
    AttendanceChange.objects.filter(by=drop).update(by=keep)
    erase(drop)


def _merge_mark(mark: Attendance, registration: int) -> None:
    rows = Attendance.objects.select_for_update(no_key=True)
    other = rows.filter(session=mark.session_id, registration=registration).first()
    if other is None:
        Attendance.objects.filter(pk=mark.pk).update(registration=registration)
        return
    if _weight(mark) > _weight(other):
        _correct(other, mark.status, mark.in_at, mark.out_at)
    _correct(mark, AttendanceStatus.UNRECORDED, None, None)


def _weight(mark: Attendance) -> int:
    """A person who was seen was there; an excuse says more than an absence."""
    return 2 if mark.status in ATTENDED else int(mark.status in EXCUSED)


def _correct(mark: Attendance, status: str, in_at: Any, out_at: Any) -> None:
    if (mark.status, mark.in_at, mark.out_at) == (status, in_at, out_at):
        return
    AttendanceChange.objects.create(
        attendance=mark,
        from_status=mark.status,
        from_in_at=mark.in_at,
        from_out_at=mark.out_at,
        to_status=status,
        method=mark.method,
    )
    mark.status, mark.in_at, mark.out_at = status, in_at, out_at
    mark.save(update_fields=["status", "in_at", "out_at"])


def collisions(keep: Any, drop: Any) -> list[str]:
    """Sessions at which both were marked."""
    sessions = Attendance.objects.of(keep).values("session")
    both = Attendance.objects.of(drop).filter(session__in=sessions).select_related("session")
    return [
        _("Both were marked at %(session)s: the mark that says more goes on.")
        % {"session": mark.session.title}
        for mark in both.order_by("session__starts_at", "pk")
    ]


def erase(person: Any) -> None:
    """Marks count in the figures and name nobody; passes are revoked for good."""
    Pass.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())


MODELS = (Attendance, AttendanceChange, Pass)
PROVIDER = PersonalData("attendance", MODELS, export, merge, erase, collisions)
