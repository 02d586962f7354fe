"""Closing a session: absences, again and again with the same result, and what desks bring later."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.actions import Noted, close, mark, merge, roll_call, undo
from attendance.enums import AttendanceStatus, CloseOutcome, Method
from attendance.models import Attendance, AttendanceChange, Closing
from attendance.tasks import close_sessions
from registration.enums import RegistrationState
from registration.models import Registration, RegistrationChange
from tests.factories import make_registration

STATUS = AttendanceStatus


def statuses(door):
    return dict(Attendance.objects.values_list("registration", "status"))


@pytest.fixture
def over(door):
    """The session ended an hour ago."""
    now = timezone.now()
    door.session.starts_at, door.session.ends_at = (
        now - timedelta(hours=3),
        now - timedelta(hours=1),
    )
    door.session.save()
    return door


def test_who_is_not_recorded_was_absent_and_nothing_else_changes(over):
    mark(by=None, session=over.session, registration=over.registration)
    away = make_registration(over.offering, over.cast.liaison)
    roll_call(by=None, session=over.session, statuses={away.public_id: "on_leave"})
    result = close(by=over.cast.organiser, session=over.session)
    assert (result.outcome, result.details["absent"]) == (CloseOutcome.CLOSED, 1)
    assert statuses(over) == {
        over.registration.pk: STATUS.LATE,
        over.other.pk: STATUS.ABSENT,
        away.pk: STATUS.ON_LEAVE,
    }
    assert Attendance.objects.get(registration=over.other).method == Method.CLOSING


def test_closing_again_changes_nothing(over):
    assert close(by=None, session=over.session).changed
    before = list(Attendance.objects.order_by("pk").values())
    history = AttendanceChange.objects.count()
    assert close(by=None, session=over.session).outcome is CloseOutcome.UNCHANGED
    assert list(Attendance.objects.order_by("pk").values()) == before
    assert AttendanceChange.objects.count() == history == 2
    assert Closing.objects.count() == 1


def test_closing_after_a_correction_writes_only_what_it_changed(over):
    close(by=None, session=over.session)
    marked = mark(by=None, session=over.session, registration=over.registration)
    assert close(by=None, session=over.session).outcome is CloseOutcome.UNCHANGED
    assert Attendance.objects.get(pk=marked.record.pk).status == STATUS.LATE
    undo(by=None, attendance=marked.record)
    assert Attendance.objects.get(pk=marked.record.pk).status == STATUS.ABSENT
    roll_call(by=None, session=over.session, statuses={over.registration.public_id: "unrecorded"})
    assert close(by=None, session=over.session).details["absent"] == 1


@pytest.mark.parametrize("state", [RegistrationState.WITHDRAWN, RegistrationState.WAITLISTED])
def test_who_was_not_expected_was_not_absent(over, state):
    Registration.objects.filter(pk=over.other.pk).update(state=state, pool=None)
    assert close(by=None, session=over.session).details["absent"] == 1
    assert set(statuses(over)) == {over.registration.pk}


def test_who_came_to_the_course_later_was_not_absent_before(over):
    RegistrationChange.objects.create(
        registration=over.other, from_state="waitlisted", to_state=RegistrationState.CONFIRMED
    )
    close(by=None, session=over.session)
    assert set(statuses(over)) == {over.registration.pk}


def moved(registration, state, at):
    """The registration became `state` then, as its history says."""
    change = {"from_state": registration.state, "to_state": state, "at": at}
    RegistrationChange.objects.create(registration=registration, **change)
    Registration.objects.filter(pk=registration.pk).update(state=state, pool=None)


def test_an_absence_whose_reason_is_gone_is_taken_back_but_not_one_that_people_recorded(over):
    roll_call(by=None, session=over.session, statuses={over.registration.public_id: "absent"})
    close(by=None, session=over.session)
    for row in (over.registration, over.other):
        moved(row, RegistrationState.WITHDRAWN, over.session.starts_at)
    assert close(by=None, session=over.session).details["taken_back"] == 1
    assert statuses(over) == {
        over.registration.pk: STATUS.ABSENT,
        over.other.pk: STATUS.UNRECORDED,
    }


def test_who_is_removed_after_missing_a_session_has_missed_it_all_the_same(over):
    close(by=None, session=over.session)
    moved(over.other, RegistrationState.WITHDRAWN, timezone.now())
    assert close(by=None, session=over.session).outcome is CloseOutcome.UNCHANGED
    assert statuses(over)[over.other.pk] == STATUS.ABSENT


def test_what_a_desk_noted_before_counts_after_the_closing(over):
    """A closing says that nobody was seen; it is no correction by hand, which would stand."""
    close(by=None, session=over.session)
    seen_at = over.session.starts_at + timedelta(minutes=1)
    noted = Noted(uuid4(), seen_at, over.other.public_id)
    merge(by=over.cast.organiser, session=over.session, noted=[noted])
    row = Attendance.objects.get(registration=over.other)
    assert (row.status, row.in_at) == (STATUS.PRESENT, seen_at)
    back = Noted(uuid4(), timezone.now(), over.other.public_id, undoes=noted.mark_id)
    merge(by=over.cast.organiser, session=over.session, noted=[back])
    row.refresh_from_db()
    assert row.status == STATUS.ABSENT


def test_neither_a_running_nor_a_cancelled_session_is_closed(door):
    assert close(by=None, session=door.session).outcome is CloseOutcome.NOT_OVER_YET
    door.session.cancelled_at = timezone.now()
    assert close(by=None, session=door.session).outcome is CloseOutcome.CALLED_OFF
    assert not Attendance.objects.exists()


def test_the_beat_closes_what_no_desk_marks_any_more_and_again_after_a_change(over):
    assert close_sessions() == 0, "desks still take marks"
    over.session.starts_at -= timedelta(hours=12)
    over.session.ends_at -= timedelta(hours=12)
    over.session.save()
    roll_call(by=None, session=over.session, statuses={over.registration.public_id: "present"})
    assert close_sessions() == 1
    assert close_sessions() == 0
    roll_call(by=None, session=over.session, statuses={over.other.public_id: "unrecorded"})
    assert close_sessions() == 1
    assert statuses(over)[over.other.pk] == STATUS.ABSENT


def test_the_beat_calls_nobody_absent_where_nothing_was_recorded(over):
    over.session.starts_at -= timedelta(hours=12)
    over.session.ends_at -= timedelta(hours=12)
    over.session.save()
    roll_call(by=None, session=over.session, statuses={over.registration.public_id: "exempt"})
    assert close_sessions() == 0
    assert statuses(over) == {over.registration.pk: STATUS.EXEMPT}
    assert close(by=over.cast.organiser, session=over.session).details["absent"] == 1


def test_the_beat_leaves_old_sessions_alone(over):
    roll_call(by=None, session=over.session, statuses={over.registration.public_id: "present"})
    over.session.starts_at -= timedelta(days=40)
    over.session.ends_at -= timedelta(days=40)
    over.session.save()
    assert close_sessions() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_statements_do_not_grow_with_people(over, people, django_assert_num_queries):
    for person in (over.cast.liaison, over.cast.editor, over.cast.reviewer)[:people]:
        make_registration(over.offering, person)
    with django_assert_num_queries(10):
        close(by=None, session=over.session)


def test_the_page_closes_and_says_who_was_absent(client, over):
    client.force_login(over.cast.organiser)
    address = reverse("desk-closing", args=[over.session.public_id])
    assert "关闭本课" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert over.cast.colleague.name in page
    assert "3 学时" in page
    assert "再次关闭" in page


def test_who_does_not_work_there_closes_nothing(client, over):
    client.force_login(over.cast.participant)
    address = reverse("desk-closing", args=[over.session.public_id])
    assert client.post(address).status_code == 403
    assert not Attendance.objects.exists()
