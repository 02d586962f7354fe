"""Leave that holds: what the marks say, cutting it short, coming back, timetables that move."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendance.absence_enums import LeaveState
from attendance.absence_outcomes import LeaveOutcome
from attendance.actions import (
    cut_leave,
    mark,
    report_back,
    roll_call,
    set_absence_terms,
    set_terms,
    undo,
    withdraw_leave,
)
from attendance.actions.leave_covering import cover
from attendance.actions.leave_terms import TERMS
from attendance.enums import AttendanceStatus as Status
from attendance.enums import MarkOutcome
from attendance.forecasts import covered_by, forecast_of, hours_of
from attendance.models import AttendanceChange, LeaveRequest, Terms, terms_of
from attendance.tasks import remind_of_return
from events import actions as events
from events.models import Offering
from notices.enums import Kind
from notices.models import Notice
from registration.models import Registration
from tests.attendance.leaving import make_leave_course
from tests.factories import make_person, make_registration

pytestmark = pytest.mark.django_db
OFF, NO = Status.ON_LEAVE, Status.UNRECORDED


@pytest.fixture
def course(cast):
    return make_leave_course(cast)


def told(person, kind):
    return Notice.objects.filter(recipient=person, kind=kind).count()


def test_cutting_it_short_expects_the_person_again(course, cast):
    leave = course.approved(0, 3)
    assert course.statuses() == [OFF] * 4
    cut = cut_leave(by=cast.participant, leave=leave, ends_at=course.sessions[1].ends_at)
    assert cut.outcome is LeaveOutcome.CUT
    assert course.statuses() == [OFF, OFF, NO, NO]
    longer = cut_leave(by=cast.participant, leave=leave, ends_at=course.sessions[3].ends_at)
    assert longer.outcome is LeaveOutcome.NOT_SHORTER
    assert told(course.operator, Kind.LEAVE_CHANGED) == 1


def test_withdrawing_it_takes_the_marks_off(course, cast):
    leave = course.approved(0, 0)
    assert withdraw_leave(by=cast.participant, leave=leave).outcome is LeaveOutcome.WITHDRAWN
    assert course.statuses() == [NO] * 4
    assert withdraw_leave(by=cast.participant, leave=leave).outcome is LeaveOutcome.UNCHANGED
    history = AttendanceChange.objects.order_by("pk").values_list("to_status", flat=True)
    assert list(history) == [OFF, NO], "nothing is overwritten"


@pytest.fixture
def running(cast):
    """A course that began yesterday and goes on tomorrow."""
    return make_leave_course(cast, monday=timezone.localdate() - timedelta(days=1), days=3)


def test_leave_that_has_begun_is_cut_short_and_not_withdrawn(running, cast):
    leave = running.approved(0, 5)
    assert withdraw_leave(by=cast.participant, leave=leave).outcome is LeaveOutcome.BEGUN
    into_the_past = cut_leave(by=cast.participant, leave=leave, ends_at=running.sessions[0].ends_at)
    assert into_the_past.outcome is LeaveOutcome.OVER
    assert cut_leave(by=cast.organiser, leave=leave, ends_at=running.sessions[0].ends_at).ok
    assert running.statuses()[:2] == [OFF, NO]


def test_whoever_reports_back_early_is_expected_from_then_on(running, cast):
    leave = running.approved(0, 5)
    back = report_back(by=cast.participant, leave=leave)
    assert back.outcome is LeaveOutcome.RETURNED
    assert running.statuses()[:2] == [OFF, OFF]
    assert running.statuses()[4:] == [NO, NO]
    assert report_back(by=cast.participant, leave=leave).outcome is LeaveOutcome.ALREADY_RETURNED
    leave.refresh_from_db()
    assert (leave.returned_by, leave.returned_on) == (cast.participant, timezone.localdate())


def test_nobody_reports_back_before_leaving_or_from_the_future(course, running, cast):
    ahead = course.approved(0, 0)
    assert report_back(by=cast.participant, leave=ahead).outcome is LeaveOutcome.NOT_BEGUN
    begun = running.approved(0, 0, by=cast.organiser)
    future = report_back(
        by=cast.organiser, leave=begun, on=timezone.localdate() + timedelta(days=1)
    )
    assert future.outcome is LeaveOutcome.IN_FUTURE


def test_whoever_has_not_reported_back_is_listed_and_reminded_once(running, cast):
    leave = running.approved(0, 0, by=cast.organiser)
    assert list(LeaveRequest.objects.not_returned()) == [leave]
    assert (remind_of_return(), remind_of_return()) == (1, 0)
    assert told(cast.participant, Kind.LEAVE_RETURN) == 1
    report_back(by=cast.participant, leave=leave)
    assert not LeaveRequest.objects.not_returned().exists()


@pytest.mark.parametrize("gone", ["place", "offering", "sessions"])
def test_nobody_is_reminded_to_return_to_what_is_not_held(running, cast, gone):
    running.approved(0, 0, by=cast.organiser)
    if gone == "place":
        Registration.objects.filter(pk=running.registration.pk).update(state="withdrawn", pool=None)
    elif gone == "offering":
        Offering.objects.filter(pk=running.offering.pk).update(state="cancelled")
    else:
        running.offering.sessions.update(cancelled_at=timezone.now())
    assert remind_of_return() == 0


def begin_now(course):
    """The first session of a course begins now."""
    now = timezone.now()
    rows = course.offering.sessions.filter(pk=course.sessions[0].pk)
    rows.update(starts_at=now, ends_at=now + timedelta(hours=2))
    course.sessions[0].refresh_from_db()
    return course.sessions[0]


def test_whoever_comes_all_the_same_is_present(running, cast):
    session = begin_now(running)
    leave = running.approved(0, 0)
    came = mark(by=cast.organiser, session=session, registration=running.registration)
    assert came.outcome is MarkOutcome.MARKED
    assert running.statuses()[0] == Status.PRESENT
    # The leave is two hours from now on: about noon the session of the afternoon begins in it.
    rest = [one for one in covered_by(leave) if one != session]
    assert forecast_of(leave).asked == hours_of(rest), "no leave was taken from what was attended"
    undo(by=cast.organiser, attendance=came.record)
    assert running.statuses()[0] == OFF


def test_leave_that_reaches_into_the_next_session_asks_for_that_one_alone(course, cast):
    leave = course.approved(0, 1)
    assert forecast_of(leave).asked == 6
    statuses = {course.registration.public_id: Status.PRESENT}
    first = course.sessions[0]
    roll_call(by=cast.organiser, session=first, statuses=statuses, at=first.starts_at)
    found = forecast_of(leave)
    assert (found.asked, found.taken) == (3, 0)


def test_a_mark_taken_back_after_the_leave_ended_leaves_nothing(running, cast):
    session = begin_now(running)
    leave = running.approved(0, 0)
    came = mark(by=cast.organiser, session=session, registration=running.registration)
    LeaveRequest.objects.filter(pk=leave.pk).update(state=LeaveState.WITHDRAWN)
    events.cancel_session(by=None, session=running.sessions[-1], reason="停课")  # counts anew
    assert running.statuses()[0] == Status.PRESENT
    undo(by=cast.organiser, attendance=came.record)
    assert running.statuses()[0] == NO


def test_a_leave_recorded_late_replaces_the_absence_and_gives_it_back(running, cast):
    session = running.sessions[0]
    roll_call(
        by=cast.organiser,
        session=session,
        statuses={running.registration.public_id: Status.ABSENT},
    )
    leave = running.approved(0, 0, by=cast.organiser)
    assert running.statuses()[0] == OFF
    roll_call(
        by=cast.organiser,
        session=session,
        statuses={running.registration.public_id: Status.ABSENT},
    )
    events.cancel_session(by=None, session=running.sessions[-1], reason="停课")
    assert running.statuses()[0] == Status.ABSENT, "what is called by hand stays"
    leave.refresh_from_db()
    assert leave.marks.count() == 1


def test_the_timetable_moves_and_the_leave_follows(course, cast):
    course.approved(0, 1)
    other_day = course.sessions[0].starts_at + timedelta(days=3)
    events.move_session(
        by=cast.organiser,
        session=course.sessions[0],
        starts_at=other_day,
        ends_at=other_day + timedelta(hours=2),
    )
    assert course.statuses() == [NO, OFF, NO, NO]
    assert told(cast.participant, Kind.LEAVE_CHANGED) == 1
    events.cancel_session(by=cast.organiser, session=course.sessions[1], reason="讲者有任务")
    assert course.statuses() == [NO] * 4
    added = events.add_session(
        by=cast.organiser,
        offering=course.offering,
        title="补一课",
        starts_at=course.sessions[1].starts_at - timedelta(hours=1),
        ends_at=course.sessions[1].starts_at,
        credit_hours=2,
    ).record
    course.sessions.append(added)
    assert course.statuses() == [NO, NO, NO, NO, OFF]


def test_counting_anew_costs_the_same_for_three_people_as_for_one(course, cast):
    def costs():
        with (
            transaction.atomic(),
            CaptureQueriesContext(
                connection,
            ) as found,
        ):
            cover(by=None, offering=course.offering)
        return len(found)

    course.approved(0, 1)
    one = costs()
    for number in range(2):
        row = make_registration(course.offering, make_person(f"众{number}", cast.unit))
        course.approved(0, 1, registration=row, by=cast.organiser)
    assert costs() == one


def test_the_terms_are_copied_with_the_offering(course, cast):
    terms = {name: getattr(terms_of(course.offering), name) for name in TERMS}
    set_absence_terms(by=None, offering=course.offering, **(terms | {"limit_parts": 5}))
    set_terms(by=None, offering=course.offering, late_after=5, checks_out=True)
    clone = events.clone_offering(
        by=cast.organiser,
        offering=course.offering,
        label="第2期",
        first_on=timezone.localdate() + timedelta(90),
    )
    assert terms_of(clone.record).limit_parts == 5
    rules = Terms.objects.get(offering=clone.record)
    assert (rules.late_after, rules.checks_out) == (5, True)
    assert Terms.objects.get(offering=course.offering).late_after == 5, "the source keeps its own"
