"""Leave, an objection and their decisions in the demo, through the rooms' own verbs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from attendance.absence_enums import LeaveKind
from attendance.actions import ask_leave, decide_leave, object_to, set_sites
from attendance.actions.sites import SiteFacts
from attendance.enums import AttendanceStatus
from attendance.models import Attendance
from people.models import User
from portal.demo.programmes import Run

# Marks older than this can be objected to no more.
RECENT = timedelta(days=6)


def load(runs: list[Run]) -> None:
    """One leave is approved, one awaits its decision, one mark is objected to; one remote site."""
    admin = User.objects.get(email="admin@example.org")
    for run in runs:
        ahead = run.offering.sessions.holding().filter(starts_at__gt=timezone.now())
        session = ahead.order_by("starts_at", "pk").first()
        rows = run.offering.registrations.confirmed().order_by("pk")[:2]
        if session is not None and len(rows) == 2:
            leave = _ask(rows[0], session, LeaveKind.OFFICIAL, "市里临时召开专题会议，须本人参加")
            for step in leave.steps.all() if leave else ():
                reason = "会议通知已附，同意"
                decide_leave(
                    by=admin, leave=leave, position=step.position, approve=True, reason=reason
                )
            _ask(rows[1], session, LeaveKind.SICK, "发烧，医生建议休息")
            _open_site(admin, run.offering, rows[0].unit)
            break
    absent = Attendance.objects.filter(
        status=AttendanceStatus.ABSENT, marked_at__gte=timezone.now() - RECENT
    )
    mark = absent.select_related("registration__person").order_by("-marked_at", "pk").first()
    if mark is not None:
        person = mark.registration.person
        object_to(by=person, attendance=mark, reason="我坐在第三排，点名时正在接电话")


def _open_site(by: User, offering: Any, unit: Any) -> None:
    """The people of one unit take part at home; others may choose it, too."""
    values = {"name": "千灯分会场", "name_en": "Qiandeng", "place": "千灯镇文化站二楼"}
    facts = SiteFacts("", [unit] if unit else [], values | {"is_open": True, "capacity": 30})
    if not offering.remote_sites.exists():
        set_sites(by=by, offering=offering, sites=[facts])


def _ask(registration: Any, session: Any, kind: str, reason: str) -> Any:
    return ask_leave(
        by=registration.person,
        registration=registration,
        kind=kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        reason=reason,
    ).record
