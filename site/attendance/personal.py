"""What this room holds about a person."""

from typing import Any

from django.utils import timezone

from attendance.models import Attendance, AttendanceChange, Pass
from kernel.privacy import PersonalData


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
    """Marks follow their registration. Passes of the account that goes are worth nothing."""
    erase(drop)


def erase(person: Any) -> None:
    """Marks count in the figures and name nobody; passes are revoked for good."""
    Pass.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())


PROVIDER = PersonalData("attendance", (Attendance, AttendanceChange, Pass), export, merge, erase)
