"""What becomes of guests' places: when the own registration ends, when a mark is corrected, when
the guest gets a place of the own; and what a session earns.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.absence_enums import LeaveState, MakeUpState
from attendance.actions import answer_objection, import_marks, mark, mark_guest, object_to
from attendance.enums import AttendanceStatus as Status
from attendance.enums import MarkOutcome
from attendance.models import Attendance
from events.models import Session
from registration.actions import remove, withdraw
from tests.attendance.conftest import code
from tests.attendance.leaving import make_leave_course
from tests.attendance.test_guests import shown
from tests.attendance.test_makeup import make_missed
from tests.factories import make_registration, make_session
from tests.people.rows import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed(cast):
    return make_missed(cast)


@pytest.fixture
def came(missed, cast):
    """The guest's place of somebody who came."""
    makeup = missed.agreed()
    missed.begins()
    assert mark_guest(by=cast.organiser, makeup=makeup).outcome is MarkOutcome.MARKED
    missed.mark.refresh_from_db()
    return makeup


def test_whoever_is_removed_is_no_guest_elsewhere(missed, cast):
    makeup = missed.agreed()
    registration = missed.mark.registration
    assert remove(by=cast.organiser, registration=registration, reason="调离").ok
    makeup.refresh_from_db()
    assert (makeup.state, makeup.reason) == (MakeUpState.WITHDRAWN, "调离")


@pytest.mark.parametrize("by_themselves", [True, False])
def test_nobody_decides_about_leave_of_whoever_takes_part_no_more(cast, by_themselves):
    course = make_leave_course(cast)
    pending, approved = course.asked(0, 0), course.approved(2, 2)
    if by_themselves:
        assert withdraw(by=cast.participant, registration=course.registration).ok
    else:
        assert remove(by=cast.organiser, registration=course.registration, reason="调离").ok
    pending.refresh_from_db()
    approved.refresh_from_db()
    assert (pending.state, approved.state) == (LeaveState.WITHDRAWN, LeaveState.APPROVED)


def test_a_file_that_says_otherwise_frees_the_guests_place(missed, came, cast):
    attendance = missed.mark
    row = {
        "registration": attendance.registration.public_id,
        "session": attendance.session.public_id,
        "name": cast.participant.name,
    }
    offering = attendance.session.offering
    rows = rows_of(row | {"status": Status.ABSENT})
    assert import_marks(by=cast.organiser, offering=offering, rows=rows).ok
    came.refresh_from_db()
    assert (came.state, came.in_at, came.marked_by) == (MakeUpState.AGREED, None, None)


def test_an_objection_that_is_granted_frees_the_guests_place(missed, cast):
    filed = object_to(by=cast.participant, attendance=missed.mark, reason="当天在场")
    makeup = missed.agreed()
    missed.begins()
    assert mark_guest(by=cast.organiser, makeup=makeup).ok
    granted = answer_objection(
        by=cast.organiser, appeal=filed.record, grant=True, answer="属实", status=Status.PRESENT
    )
    assert granted.ok
    makeup.refresh_from_db()
    assert makeup.state == MakeUpState.AGREED


def test_a_guest_who_registers_there_later_is_credited_once(missed, came, cast):
    own = make_registration(missed.offering, cast.participant)
    credited = Attendance.objects.of(cast.participant).hours_by_offering()
    assert list(credited) == [missed.mark.session.offering_id]
    host = Session.objects.get(pk=missed.host.pk)
    assert mark(by=cast.organiser, session=host, registration=own).ok
    credited = Attendance.objects.of(cast.participant).hours_by_offering()
    assert list(credited) == [missed.offering.pk], "the same hours are not earned twice"
    Attendance.objects.filter(session=host).update(status=Status.ABSENT)
    credited = Attendance.objects.of(cast.participant).hours_by_offering()
    assert list(credited) == [missed.mark.session.offering_id]


def test_what_was_cancelled_earns_nothing(door):
    marked = mark(by=None, session=door.session, registration=door.registration)
    other = make_session(door.offering, starts_at=timezone.now() - timedelta(minutes=5))
    mark(by=None, session=other, registration=door.registration)
    both = Attendance.objects.of(door.cast.participant).hours_by_offering()
    Session.objects.filter(pk=marked.record.session.pk).update(cancelled_at=timezone.now())
    left = Attendance.objects.of(door.cast.participant).hours_by_offering()
    assert both[door.offering.pk] == 2 * left[door.offering.pk] > 0
    other.cancelled_at = timezone.now()
    other.save()
    assert not Attendance.objects.earning().exists()


def test_a_guest_who_taps_twice_reads_the_same_answer(missed, cast, client):
    makeup = missed.agreed()
    client.force_login(cast.participant)
    address = code(shown(missed))
    client.get(address)
    first, again = client.post(address), client.post(address)
    assert first["X-Outcome"] == "marked"
    assert (again.status_code, again["X-Outcome"]) == (200, "already_marked")
    assert reverse("makeup", args=[makeup.public_id]) in again.content.decode()
