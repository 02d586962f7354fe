"""Whatever is asked, approved, cut, withdrawn, moved, cancelled, called and marked in any order:
the hours of approved leave are the hours of the sessions that are marked as leave.

What leave should cover is computed here from the spans and the timetable alone.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.absence_enums import LeaveState
from attendance.actions import cut_leave, mark, report_back, roll_call, undo, withdraw_leave
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.forecasts import forecast_of
from attendance.models import Attendance, LeaveRequest
from events import actions as events
from events.models import Session
from tests.attendance.leaving import make_leave_course

NUMBER = st.integers(0, 5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("approve"), NUMBER, NUMBER),
        st.tuples(st.just("approve"), NUMBER, NUMBER),
        st.tuples(st.just("cut"), NUMBER),
        st.tuples(st.just("withdraw"), NUMBER),
        st.tuples(st.just("report"), NUMBER),
        st.tuples(st.just("move"), NUMBER, st.integers(-30, 30)),
        st.tuples(st.just("cancel"), NUMBER),
        st.tuples(st.just("add"), NUMBER, NUMBER),
        st.tuples(st.just("come"), NUMBER),
        st.tuples(st.just("undo"), NUMBER),
        st.tuples(st.just("absent"), NUMBER),
    ),
    min_size=3,
    max_size=12,
)


class World:
    """A course of three days that began yesterday; one person; every button."""

    def __init__(self, cast):
        self.course = make_leave_course(
            cast, monday=timezone.localdate() - timedelta(days=1), days=3
        )
        self.by, self.row = cast.organiser, self.course.registration

    def session(self, number):
        rows = Session.objects.filter(offering=self.course.offering)
        found = list(rows.select_related("offering").order_by("pk"))
        return found[number % len(found)]

    def leave(self, number):
        found = list(LeaveRequest.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    def approve(self, first, last):
        begins, ends = self.session(min(first, last)), self.session(max(first, last))
        result = self.course.ask(0, 0, by=self.by, starts_at=begins.starts_at, ends_at=ends.ends_at)
        if result.ok:
            self.course.approve(result.record)

    def cut(self, number):
        if leave := self.leave(number):
            middle = leave.starts_at + (leave.ends_at - leave.starts_at) / 2
            cut_leave(by=self.by, leave=leave, ends_at=middle)

    def withdraw(self, number):
        if leave := self.leave(number):
            withdraw_leave(by=self.by, leave=leave)

    def report(self, number):
        if leave := self.leave(number):
            report_back(by=self.by, leave=leave)

    def move(self, number, hours):
        session, by = self.session(number), timedelta(hours=hours)
        events.move_session(
            by=self.by,
            session=session,
            starts_at=session.starts_at + by,
            ends_at=session.ends_at + by,
        )

    def cancel(self, number):
        events.cancel_session(by=self.by, session=self.session(number), reason="停课")

    def add(self, number, hours):
        at = self.session(number).starts_at + timedelta(hours=hours)
        events.add_session(
            by=self.by,
            offering=self.course.offering,
            title="加课",
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            credit_hours=Decimal("1.5"),
        )

    def come(self, number):
        session = self.session(number)
        mark(by=self.by, session=session, registration=self.row, at=session.starts_at)

    def undo(self, number):
        rows = Attendance.objects.filter(registration=self.row, session=self.session(number))
        if found := rows.first():
            undo(by=self.by, attendance=found)

    def absent(self, number):
        statuses = {self.row.public_id: AttendanceStatus.ABSENT}
        roll_call(by=self.by, session=self.session(number), statuses=statuses)

    def hours_by_leave(self):
        """From spans and timetable, without what people attended or were called absent for."""
        marks = dict(Attendance.objects.values_list("session", "status"))
        overruled = (*ATTENDED, AttendanceStatus.ABSENT)
        approved = LeaveRequest.objects.filter(state=LeaveState.APPROVED)
        return sum(
            session.credit_hours
            for session in Session.objects.filter(cancelled_at=None)
            if marks.get(session.pk) not in overruled
            and any(one.starts_at <= session.starts_at < one.ends_at for one in approved)
        )

    def hours_on_leave(self):
        rows = Attendance.objects.filter(status=AttendanceStatus.ON_LEAVE)
        return sum(row.session.credit_hours for row in rows.select_related("session"))


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_approved_hours_are_the_hours_marked_as_leave(cast, steps):
    with transaction.atomic():
        world = World(cast)
        for verb, *numbers in steps:
            getattr(world, verb)(*numbers)
            assert world.hours_by_leave() == world.hours_on_leave(), verb
            for leave in LeaveRequest.objects.with_everything():
                assert forecast_of(leave).taken <= world.hours_on_leave()
        transaction.set_rollback(True)
