"""What this room lets go of: how codes were used, and tokens of devices."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from attendance.models import Appeal, AttendanceChange, DeskToken, LeaveRequest
from attendance.personal_absence import drop_files
from kernel.retention import Kind

EMPTY: dict[str, Any] = {
    "code_age": None,
    "waited": None,
    "position": "",
    "device": "",
    "ticket": None,
}


def _evidence(before: datetime) -> QuerySet[Any]:
    known = ~Q(code_age=None) | ~Q(waited=None) | ~Q(ticket=None) | ~Q(position="") | ~Q(device="")
    return AttendanceChange.objects.filter(known, at__lt=before)


def _empty(rows: list[Any]) -> None:
    AttendanceChange.objects.filter(pk__in=[row.pk for row in rows]).update(**EMPTY)


def _unused(before: datetime) -> QuerySet[Any]:
    return DeskToken.objects.filter(expires_at__lt=before, marks=None)


def _leave_files(before: datetime) -> QuerySet[Any]:
    return LeaveRequest.objects.filter(asked_until__lt=before).exclude(evidence="")


def _appeal_files(before: datetime) -> QuerySet[Any]:
    return Appeal.objects.filter(answered_at__lt=before).exclude(evidence="")


KINDS = [
    Kind(
        "attendance.leave_evidence",
        _("Evidence for leave"),
        _("Summonses and doctors' notes. The leave and its decisions stay."),
        _leave_files,
        "asked_until",
        days=90,
        at_least=7,
        let_go=drop_files,
    ),
    Kind(
        "attendance.appeal_evidence",
        _("Evidence for objections to marks"),
        _("Files sent with an objection, counted from its answer. Objection and answer stay."),
        _appeal_files,
        "answered_at",
        days=90,
        at_least=7,
        let_go=drop_files,
    ),
    Kind(
        "attendance.evidence",
        _("How codes were used at check-in"),
        _(
            "Age of the code, seconds to the confirmation, at the venue or away, and which phones "
            "were the same. The mark itself stays."
        ),
        _evidence,
        "at",
        days=60,
        at_least=7,
        let_go=_empty,
    ),
    Kind(
        "attendance.desks",
        _("Devices that took rosters along"),
        _("Expired tokens of devices that brought no marks."),
        _unused,
        "expires_at",
        days=30,
        at_least=1,
    ),
]
