"""A course of four half-days from a Monday far ahead, and leave from it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from attendance.absence_enums import LeaveKind
from attendance.actions import ask_leave, decide_leave
from attendance.enums import AttendanceStatus
from attendance.models import Attendance, LeaveRequest
from courses.models import Cohort
from events.models import Offering, Session
from people.enums import Role
from registration.models import Registration
from tests.factories import (
    Cast,
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_session,
)
from tests.factories.timetables import next_monday


@dataclass(frozen=True)
class Course:
    """A cohort of the city with two days of two half-days, and who decides about leave from it."""

    cast: Cast
    offering: Offering
    sessions: list[Session]
    registration: Registration
    coordinator: Any
    operator: Any

    def ask(self, first: int, last: int, **fields: Any) -> Any:
        """Leave from the session numbered `first` to the one numbered `last`."""
        values = {
            "by": self.cast.participant,
            "registration": self.registration,
            "kind": LeaveKind.PERSONAL,
            "starts_at": self.sessions[first].starts_at,
            "ends_at": self.sessions[last].ends_at,
            "reason": "家中有事",
        } | fields
        return ask_leave(**values)

    def asked(self, first: int, last: int, **fields: Any) -> LeaveRequest:
        """The same, and the request."""
        result = self.ask(first, last, **fields)
        assert result.ok, result.message
        return result.record

    def approve(self, leave: LeaveRequest, **fields: Any) -> Any:
        """Every rung, by an operator."""
        result = None
        for step in leave.steps.filter(decision=""):
            values = {"by": self.operator, "position": step.position, "reason": "同意"} | fields
            result = decide_leave(leave=leave, approve=True, **values)
            assert result.ok, result.message
        return result

    def approved(self, first: int, last: int, **fields: Any) -> LeaveRequest:
        """Leave that holds."""
        leave = self.asked(first, last, **fields)
        self.approve(leave)
        leave.refresh_from_db()
        return leave

    def statuses(self) -> list[str]:
        """What the marks of the participant say, in order of the sessions."""
        marks = dict(
            Attendance.objects.filter(registration=self.registration).values_list(
                "session", "status"
            )
        )
        return [marks.get(one.pk, AttendanceStatus.UNRECORDED) for one in self.sessions]


def at(day: date, hour: int) -> datetime:
    """An instant here."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def make_leave_course(cast: Cast, *, monday: date | None = None, days: int = 2) -> Course:
    """Sessions at 9 and 14 o'clock of three credit hours each, from a Monday on."""
    monday = monday or next_monday()
    offering = make_offering(unit=cast.city, page=make_course(), sessions=0)
    coordinator = make_person("班主任", cast.city, Role.COORDINATOR)
    Cohort.objects.create(offering=offering, number=1, coordinator=coordinator)
    sessions = [
        make_session(
            offering,
            starts_at=at(monday + timedelta(days=day), hour),
            title=f"第{day + 1}天{'上午' if hour == 9 else '下午'}",
            credit_hours=Decimal(3),
        )
        for day in range(days)
        for hour in (9, 14)
    ]
    return Course(
        cast,
        offering,
        sessions,
        make_registration(offering, cast.participant),
        coordinator,
        make_person("主管", cast.city, Role.OPERATOR),
    )
