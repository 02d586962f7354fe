"""Two who decide at once: one decision; and what happens without the lock."""

from threading import Barrier

import pytest

from attendance.absence_outcomes import LeaveOutcome
from attendance.actions import decide_leave, leave_deciding
from attendance.models import LeaveRequest
from events import actions as events
from notices.models import Notice
from tests.attendance.leaving import make_leave_course
from tests.attendance.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def course(cast):
    return make_leave_course(cast)


def both(course, leave):
    """The coordinator approves and an operator refuses the same step."""
    return [
        lambda: decide_leave(
            by=course.coordinator, leave=leave, position=1, approve=True, reason="同意"
        ),
        lambda: decide_leave(
            by=course.operator, leave=leave, position=1, approve=False, reason="当天考核"
        ),
    ]


def test_two_approvers_at_once_give_one_decision(course):
    leave = course.asked(0, 0)
    outcomes = [result.outcome for result in at_once(*both(course, leave))]
    assert outcomes.count(LeaveOutcome.ALREADY_DECIDED) == 1
    assert {*outcomes} & {LeaveOutcome.APPROVED, LeaveOutcome.REFUSED}
    assert Notice.objects.filter(kind="leave_decided").count() == 1


def test_without_the_lock_both_decide(course, monkeypatch):
    """The negative control: the same race, the lock taken away and the gap held open."""
    leave = course.asked(0, 0)
    together = Barrier(2)

    def unlocked(leave):
        found = LeaveRequest.objects.with_everything().get(pk=leave.pk)
        together.wait(timeout=10)
        return found

    def after_looking(*args):
        refusal = impossible(*args)
        together.wait(timeout=10)
        return refusal

    impossible = leave_deciding._impossible
    monkeypatch.setattr(leave_deciding, "lock_leave", unlocked)
    monkeypatch.setattr(leave_deciding, "_impossible", after_looking)
    outcomes = {result.outcome for result in at_once(*both(course, leave))}
    assert outcomes == {LeaveOutcome.APPROVED, LeaveOutcome.REFUSED}


def test_a_session_that_moves_while_leave_is_approved_is_counted_once(course):
    """Whichever comes first, the marks say what the leave covers by the new timetable."""
    leave = course.asked(0, 0)
    session = course.sessions[1]
    into = {
        "starts_at": course.sessions[0].starts_at,
        "ends_at": course.sessions[0].ends_at,
    }
    results = at_once(
        lambda: events.move_session(by=course.operator, session=session, **into),
        lambda: decide_leave(
            by=course.operator, leave=leave, position=1, approve=True, reason="同意"
        ),
    )
    assert all(result.ok for result in results)
    assert course.statuses() == ["on_leave", "on_leave", "unrecorded", "unrecorded"]
