"""Marking one person: every named outcome."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.actions import mark, undo
from attendance.enums import AttendanceStatus, MarkOutcome, Method
from attendance.models import Attendance, AttendanceChange
from events.enums import OfferingState
from kernel.models import AuditRow
from registration.enums import RegistrationState
from tests.attendance.conftest import as_shown, hold
from tests.factories import make_registration, make_session

MINUTE = timedelta(minutes=1)


def test_mark(door, django_assert_num_queries):
    assert door.cast.organiser.current_memberships  # the rule of the desk has looked at them
    session = as_shown(door.session)
    with django_assert_num_queries(7):  # five statements between SAVEPOINT and RELEASE
        result = mark(
            by=door.cast.organiser,
            session=session,
            registration=door.registration,
            method=Method.SEARCH,
        )
    assert result.outcome is MarkOutcome.MARKED
    row = Attendance.objects.get()
    assert (row.session, row.registration) == (door.session, door.registration)
    assert (row.status, row.method) == (AttendanceStatus.PRESENT, Method.SEARCH)
    assert row.marked_by == door.cast.organiser
    assert row.in_at is not None
    change = AttendanceChange.objects.get()
    assert (change.from_status, change.to_status) == ("", AttendanceStatus.PRESENT)
    audit = AuditRow.objects.get()
    assert (audit.action, audit.target_id) == ("attendance.mark", row.public_id)
    assert "林𠮷安" in result.message


def test_mark_twice(door):
    first = mark(by=door.cast.organiser, session=door.session, registration=door.registration)
    again = mark(by=door.cast.admin, session=door.session, person=door.cast.participant)
    assert again.outcome is MarkOutcome.ALREADY_MARKED
    assert again.record == first.record
    at = timezone.localtime(first.record.in_at)
    assert f"{at:%H:%M}" in again.message
    assert "周明远" in again.message
    assert Attendance.objects.count() == AttendanceChange.objects.count() == 1


def test_late_after_a_quarter_of_an_hour(door):
    starts = door.session.starts_at
    on_time = mark(
        by=None, session=door.session, registration=door.registration, at=starts + 15 * MINUTE
    )
    late = mark(by=None, session=door.session, registration=door.other, at=starts + 16 * MINUTE)
    assert on_time.record.status == AttendanceStatus.PRESENT
    assert late.record.status == AttendanceStatus.LATE
    assert Attendance.objects.attended().count() == 2


def test_too_early_says_when_it_opens(door):
    session, opens = door.session, door.session.starts_at - 60 * MINUTE
    early = mark(
        by=None, session=session, registration=door.registration, at=opens - timedelta(seconds=1)
    )
    assert early.outcome is MarkOutcome.TOO_EARLY
    assert f"{timezone.localtime(opens):%H:%M}" in early.message
    assert mark(by=None, session=session, registration=door.registration, at=opens).ok


def test_too_late(door):
    session, closes = door.session, door.session.ends_at + timedelta(hours=12)
    assert mark(by=None, session=session, registration=door.registration, at=closes).ok
    late = mark(by=None, session=session, registration=door.other, at=closes + MINUTE)
    assert late.outcome is MarkOutcome.TOO_LATE
    assert Attendance.objects.count() == 1


def test_waitlisted(door):
    waiting = make_registration(door.offering, door.cast.liaison, RegistrationState.WAITLISTED)
    result = mark(by=None, session=door.session, registration=waiting)
    assert result.outcome is MarkOutcome.WAITLISTED
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "state",
    [
        RegistrationState.PENDING,
        RegistrationState.OFFERED,
        RegistrationState.WITHDRAWN,
        RegistrationState.REMOVED,
        RegistrationState.DECLINED,
    ],
)
def test_without_a_confirmed_place(door, state):
    registration = make_registration(door.offering, door.cast.liaison, state)
    result = mark(by=None, session=door.session, registration=registration)
    assert result.outcome is MarkOutcome.NOT_CONFIRMED
    assert str(registration.get_state_display()) in result.message


def test_not_registered(door):
    result = mark(by=None, session=door.session, person=door.cast.stranger)
    assert result.outcome is MarkOutcome.NOT_REGISTERED
    assert "远方" in result.message


def test_wrong_session_names_the_right_one(door):
    elsewhere = hold(door.cast.city, begins=10 * MINUTE)
    make_registration(elsewhere.offering, door.cast.liaison)
    result = mark(by=None, session=door.session, person=door.cast.liaison)
    assert result.outcome is MarkOutcome.WRONG_SESSION
    assert elsewhere.title in result.message


def test_wrong_session_of_the_same_offering(door):
    """The afternoon's desk was left open in the morning."""
    afternoon = make_session(door.offering, starts_at=timezone.now() + timedelta(hours=5))
    result = mark(by=None, session=afternoon, registration=door.registration)
    assert result.outcome is MarkOutcome.WRONG_SESSION
    assert door.session.title in result.message


def test_a_session_called_off_is_nowhere_to_go(door):
    elsewhere = hold(door.cast.city, state=OfferingState.CANCELLED)
    make_registration(elsewhere.offering, door.cast.liaison)
    result = mark(by=None, session=door.session, person=door.cast.liaison)
    assert result.outcome is MarkOutcome.NOT_REGISTERED


def test_cancelled_session(door):
    door.session.cancelled_at = timezone.now()
    result = mark(by=None, session=door.session, registration=door.registration)
    assert result.outcome is MarkOutcome.SESSION_CANCELLED


def test_session_of_a_cancelled_offering(door):
    door.session.offering.state = OfferingState.CANCELLED
    result = mark(by=None, session=door.session, registration=door.registration)
    assert result.outcome is MarkOutcome.SESSION_CANCELLED


def test_undo_keeps_history(door):
    marked = mark(by=door.cast.organiser, session=door.session, registration=door.registration)
    came = marked.record.in_at
    result = undo(by=door.cast.admin, attendance=marked.record)
    assert result.outcome is MarkOutcome.UNDONE
    row = Attendance.objects.get()
    assert (row.status, row.in_at) == (AttendanceStatus.UNRECORDED, None)
    assert [(c.from_status, c.to_status, c.by) for c in row.changes.all()] == [
        ("", "present", door.cast.organiser),
        ("present", "unrecorded", door.cast.admin),
    ]
    assert row.changes.last().from_in_at == came


def test_undo_twice(door):
    marked = mark(by=None, session=door.session, registration=door.registration)
    undo(by=None, attendance=marked.record)
    assert undo(by=None, attendance=marked.record).outcome is MarkOutcome.NOTHING_TO_UNDO
    assert AttendanceChange.objects.count() == 2


def test_mark_after_undo(door):
    marked = mark(by=None, session=door.session, registration=door.registration)
    undo(by=None, attendance=marked.record)
    again = mark(by=None, session=door.session, registration=door.registration)
    assert again.outcome is MarkOutcome.MARKED
    assert Attendance.objects.get().changes.count() == 3


def test_someone_on_leave_who_comes_is_marked_and_undo_gives_the_leave_back(door):
    row = Attendance.objects.create(
        session=door.session,
        registration=door.registration,
        status=AttendanceStatus.ON_LEAVE,
        method=Method.ROLL_CALL,
    )
    assert mark(by=None, session=door.session, registration=door.registration).record == row
    undo(by=None, attendance=row)
    row.refresh_from_db()
    assert row.status == AttendanceStatus.ON_LEAVE


def test_credit_hours_follow_from_marks(door, django_assert_num_queries):
    person, session = door.cast.participant, door.session
    lasts = timedelta(minutes=65)
    second = make_session(
        door.offering, starts_at=session.starts_at, ends_at=session.starts_at + lasts
    )
    marked = mark(by=None, session=session, registration=door.registration)
    mark(by=None, session=second, registration=door.registration)
    mine = Attendance.objects.of(person)
    with django_assert_num_queries(2):  # the sums, and the rule tables
        assert mine.hours_by_offering() == {door.offering.pk: 4.5}
    undo(by=None, attendance=marked.record)
    assert mine.hours_by_offering() == {door.offering.pk: 1.5}
    assert Attendance.objects.of(door.cast.colleague).hours_by_offering() == {}
