"""Leave: asking, the ladder, each decision, the forecast."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from attendance.absence_enums import Office
from attendance.absence_outcomes import LeaveOutcome, TermsOutcome
from attendance.actions import (
    decide_leave,
    set_absence_terms,
    withdraw_leave,
)
from attendance.actions.leave_terms import TERMS
from attendance.enums import AttendanceStatus as Status
from attendance.forecasts import forecast_of
from attendance.models import terms_of
from kernel.models import AuditRow
from notices.enums import Kind
from notices.models import Notice
from people.models import Membership
from registration.enums import RegistrationState
from registration.models import Registration
from tests.attendance.leaving import at, make_leave_course
from tests.factories import make_registration

pytestmark = pytest.mark.django_db
OFF, NO = Status.ON_LEAVE, Status.UNRECORDED


@pytest.fixture
def course(cast):
    return make_leave_course(cast)


def offices(leave):
    return [step.office for step in leave.steps.all()]


def told(person, kind):
    return Notice.objects.filter(recipient=person, kind=kind).count()


def test_the_ladder_grows_with_the_length(course):
    assert offices(course.asked(0, 0)) == [Office.COORDINATOR]
    assert offices(course.asked(2, 3)) == [Office.COORDINATOR, Office.ORGANISER]


def test_longer_leave_begins_with_the_liaison_and_ends_with_an_operator(course):
    assert offices(course.asked(0, 2)) == [
        Office.LIAISON,
        Office.COORDINATOR,
        Office.ORGANISER,
        Office.OPERATOR,
    ]


def test_a_unit_without_a_liaison_is_not_waited_for(course):
    Membership.objects.filter(user=course.cast.liaison).delete()
    assert offices(course.asked(0, 3))[0] == Office.COORDINATOR


def test_a_high_rank_brings_the_whole_ladder(course):
    Membership.objects.filter(user=course.cast.participant).update(rank=2)
    terms = {name: getattr(terms_of(course.offering), name) for name in TERMS}
    result = set_absence_terms(by=None, offering=course.offering, **(terms | {"senior_rank": 2}))
    assert result.outcome is TermsOutcome.SET
    again = set_absence_terms(by=None, offering=course.offering, **(terms | {"senior_rank": 2}))
    assert again.outcome is TermsOutcome.AS_BEFORE
    assert Office.OPERATOR in offices(course.asked(0, 0))


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"reason": "  "}, LeaveOutcome.REASON_MISSING),
        ({"ends_at": at(timezone.localdate() - timedelta(days=9), 9)}, LeaveOutcome.BACKWARDS),
    ],
)
def test_what_cannot_be_asked(course, fields, outcome):
    assert course.ask(0, 0, **fields).outcome is outcome


def test_nobody_asks_twice_for_the_same_session(course):
    course.asked(0, 1)
    again = course.ask(1, 2)
    assert again.outcome is LeaveOutcome.OVERLAPS
    assert course.ask(2, 2).ok, "the one after it is free"


def test_only_those_with_a_place_ask(course):
    waits = make_registration(course.offering, course.cast.colleague, RegistrationState.WAITLISTED)
    refused = course.ask(0, 0, by=course.cast.colleague, registration=waits)
    assert refused.outcome is LeaveOutcome.NO_PLACE


def test_a_time_without_sessions_needs_no_leave(course):
    day = timezone.localdate(course.sessions[0].starts_at) + timedelta(days=5)
    assert course.ask(0, 0, starts_at=at(day, 8), ends_at=at(day, 12)).outcome is (
        LeaveOutcome.NO_SESSIONS
    )


def test_what_is_over_is_recorded_by_an_organiser_alone(cast):
    past = make_leave_course(cast, monday=timezone.localdate() - timedelta(days=5))
    assert past.ask(0, 1).outcome is LeaveOutcome.OVER
    recorded = past.ask(0, 1, by=past.coordinator)
    assert recorded.outcome is LeaveOutcome.RECORDED
    assert recorded.record.is_recorded


def test_each_step_is_one_decision_and_the_last_one_marks(course, cast):
    leave = course.asked(0, 1)
    assert told(course.coordinator, Kind.LEAVE_ASKED) == 1
    first = decide_leave(by=course.coordinator, leave=leave, position=1, approve=True)
    assert first.outcome is LeaveOutcome.BEYOND_LIMIT, "6 of 12 hours are more than a seventh"
    first = decide_leave(
        by=course.coordinator, leave=leave, position=1, approve=True, reason="确有急事"
    )
    assert first.outcome is LeaveOutcome.PASSED_ON
    assert course.statuses() == [NO] * 4
    assert told(cast.organiser, Kind.LEAVE_ASKED) == 1
    mine = decide_leave(by=course.coordinator, leave=leave, position=2, approve=True, reason="同意")
    assert mine.outcome is LeaveOutcome.NOT_YOURS_TO_DECIDE
    last = decide_leave(by=cast.organiser, leave=leave, position=2, approve=True, reason="同意")
    assert last.outcome is LeaveOutcome.APPROVED
    assert course.statuses() == [OFF, OFF, NO, NO]
    assert told(cast.participant, Kind.LEAVE_DECIDED) == 1
    late = decide_leave(by=course.operator, leave=leave, position=2, approve=False, reason="晚了")
    assert late.outcome is LeaveOutcome.ALREADY_DECIDED
    assert AuditRow.objects.filter(action="attendance.decide_leave").count() == 2


def test_the_audit_does_not_keep_which_kind_it_was(course):
    course.asked(0, 0, kind="sick")
    row = AuditRow.objects.get(action="attendance.ask_leave")
    assert row.changes == {"fields": ["kind", "starts_at", "ends_at"], "sessions": 1}


def test_leave_of_somebody_without_a_place_any_more_is_not_decided(course, cast):
    leave = course.asked(0, 0)
    Registration.objects.filter(pk=course.registration.pk).update(state="withdrawn", pool=None)
    late = decide_leave(by=course.coordinator, leave=leave, position=1, approve=True, reason="同意")
    assert late.outcome is LeaveOutcome.NO_PLACE


def test_a_refusal_needs_a_reason_and_ends_it(course, cast):
    leave = course.asked(0, 0)
    without = decide_leave(by=course.coordinator, leave=leave, position=1, approve=False)
    assert without.outcome is LeaveOutcome.REASON_MISSING
    result = decide_leave(
        by=course.coordinator, leave=leave, position=1, approve=False, reason="当天考核"
    )
    assert result.outcome is LeaveOutcome.REFUSED
    assert "当天考核" in Notice.objects.get(kind=Kind.LEAVE_DECIDED).body
    assert course.statuses() == [NO] * 4
    assert withdraw_leave(by=cast.participant, leave=leave).outcome is LeaveOutcome.WRONG_STATE


def test_nobody_decides_about_their_own_leave(course, cast):
    row = make_registration(course.offering, cast.organiser)
    leave = course.asked(0, 0, by=cast.organiser, registration=row)
    own = decide_leave(by=cast.organiser, leave=leave, position=1, approve=True, reason="自批")
    assert own.outcome is LeaveOutcome.OWN_LEAVE
    assert decide_leave(
        by=course.operator, leave=leave, position=1, approve=True, reason="同意"
    ).ok, "whoever stands above stands in"


def test_a_coordinator_who_asks_is_decided_about_by_the_organiser(course, cast):
    row = make_registration(course.offering, course.coordinator)
    course.asked(0, 0, by=course.coordinator, registration=row)
    assert told(course.coordinator, Kind.LEAVE_ASKED) == 0
    assert told(cast.organiser, Kind.LEAVE_ASKED) == 1


def test_the_forecast_says_taken_asked_and_left(cast):
    course = make_leave_course(cast, days=7)  # 42 hours: a seventh is 6
    course.approved(0, 0)
    leave = course.asked(2, 2)
    forecast = forecast_of(leave, terms_of(course.offering))
    assert (forecast.planned, forecast.limit) == (Decimal(42), Decimal(6))
    assert (forecast.taken, forecast.asked, forecast.left) == (3, 3, 0)
    assert not forecast.is_beyond
    assert decide_leave(by=course.coordinator, leave=leave, position=1, approve=True).ok
    more = course.asked(4, 4)
    assert forecast_of(more, terms_of(course.offering)).is_beyond
    beyond = decide_leave(by=course.coordinator, leave=more, position=1, approve=True)
    assert beyond.outcome is LeaveOutcome.BEYOND_LIMIT


def test_where_no_hours_are_planned_there_is_no_limit(course):
    course.offering.sessions.update(credit_hours=0)
    leave = course.asked(0, 0)
    assert decide_leave(by=course.coordinator, leave=leave, position=1, approve=True).ok
