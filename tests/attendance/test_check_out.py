"""Checking out: at the desk, by pass, by code; what leaving early means; taking it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.actions import (
    Noted,
    check_out,
    check_out_by_pass,
    mark,
    merge,
    roll_call,
    set_door,
    set_terms,
    undo,
)
from attendance.enums import AttendanceStatus, MarkOutcome
from attendance.models import Attendance, AttendanceChange
from attendance.passes import pass_of, pass_text
from events.models import Offering, Session
from tests.attendance.conftest import code, scan

STATUS = AttendanceStatus


@pytest.fixture
def leaving(door):
    """A session of two hours that asks for check-out and ends in ten minutes; who is there since
    its beginning."""
    set_terms(by=None, offering=door.offering, checks_out=True)
    now = timezone.now()
    Session.objects.update(
        starts_at=now - timedelta(minutes=110), ends_at=now + timedelta(minutes=10)
    )
    door.offering.__dict__.update(Offering.objects.get(pk=door.offering.pk).__dict__)
    door.session.refresh_from_db()
    mark(
        by=None,
        session=door.session,
        registration=door.registration,
        at=door.session.starts_at,
    )
    return door


def row():
    return Attendance.objects.get()


def out(door, at=None, **fields):
    who = fields or {"public_id": door.registration.public_id}
    return check_out(by=door.cast.organiser, session=door.session, at=at, **who)


@pytest.mark.parametrize(
    ("minutes_to_go", "status"),
    [(16, STATUS.LEFT_EARLY), (15, STATUS.PRESENT), (0, STATUS.PRESENT), (-5, STATUS.PRESENT)],
)
def test_leaving_early_follows_from_the_threshold(leaving, minutes_to_go, status):
    at = leaving.session.ends_at - timedelta(minutes=minutes_to_go)
    assert out(leaving, at).outcome is MarkOutcome.CHECKED_OUT
    assert (row().status, row().out_at) == (status, at)


def test_thresholds_are_those_of_the_offering(door):
    set_terms(by=None, offering=door.offering, checks_out=True, late_after=30, early_before=5)
    session = Session.objects.select_related("offering__attendance_terms").get()
    late = session.starts_at + timedelta(minutes=30)
    mark(by=None, session=session, registration=door.registration, at=late)
    mark(by=None, session=session, registration=door.other, at=late + timedelta(seconds=1))
    found = dict(Attendance.objects.values_list("registration", "status"))
    assert found == {door.registration.pk: STATUS.PRESENT, door.other.pk: STATUS.LATE}
    at = session.ends_at - timedelta(minutes=6)
    check_out(by=None, session=session, public_id=door.registration.public_id, at=at)
    assert Attendance.objects.get(registration=door.registration).status == STATUS.LEFT_EARLY


def test_the_latest_leaving_counts_and_a_double_tap_is_one(leaving):
    early = leaving.session.starts_at + timedelta(minutes=50)
    assert out(leaving, early).record.status == STATUS.LEFT_EARLY
    again = out(leaving, early + timedelta(minutes=1))
    assert again.outcome is MarkOutcome.ALREADY_OUT
    assert row().out_at == early
    assert out(leaving).outcome is MarkOutcome.CHECKED_OUT
    assert row().status == STATUS.PRESENT
    kept = AttendanceChange.objects.order_by("pk").last()
    assert (kept.from_status, kept.from_out_at) == (STATUS.LEFT_EARLY, early)


def test_who_is_not_in_cannot_leave_and_nobody_leaves_where_it_is_not_asked(leaving):
    assert out(leaving, public_id=leaving.other.public_id).outcome is MarkOutcome.NOT_IN
    assert out(leaving, person=leaving.cast.stranger).outcome is MarkOutcome.NOT_REGISTERED
    set_door(by=None, session=leaving.session, takes_codes=True, steps_before=1, fence=None,
             checks_out=False)  # fmt: skip
    session = Session.objects.get()
    refused = check_out(by=None, session=session, public_id=leaving.registration.public_id)
    assert refused.outcome is MarkOutcome.NO_CHECK_OUT


def test_by_pass(leaving):
    text = pass_text(pass_of(leaving.cast.participant))
    left = check_out_by_pass(by=leaving.cast.organiser, session=leaving.session, text=text)
    assert left.outcome is MarkOutcome.CHECKED_OUT
    nobody = check_out_by_pass(by=None, session=leaving.session, text="YX1.nonsense")
    assert nobody.outcome is MarkOutcome.UNKNOWN_PASS


def test_leaving_changes_nothing_that_a_roll_call_said(leaving):
    came = leaving.session.starts_at + timedelta(minutes=40)
    roll_call(
        by=leaving.cast.organiser,
        session=leaving.session,
        statuses={leaving.other.public_id: STATUS.PRESENT},
        at=came,
    )
    early = leaving.session.starts_at + timedelta(minutes=60)

    def other():
        return Attendance.objects.get(registration=leaving.other)

    left = out(leaving, early, public_id=leaving.other.public_id)
    assert left.record.status == STATUS.LEFT_EARLY
    undo(by=None, attendance=other())
    assert (other().status, other().in_at) == (STATUS.PRESENT, came)
    out(leaving, early, public_id=leaving.other.public_id)
    assert out(leaving, public_id=leaving.other.public_id).outcome is MarkOutcome.CHECKED_OUT
    assert other().status == STATUS.PRESENT


def test_undo_takes_the_leaving_back_and_then_the_coming(leaving):
    out(leaving, leaving.session.starts_at + timedelta(minutes=50))
    assert undo(by=None, attendance=row()).outcome is MarkOutcome.BACK_IN
    assert (row().status, row().out_at) == (STATUS.PRESENT, None)
    assert row().in_at == leaving.session.starts_at
    assert undo(by=None, attendance=row()).outcome is MarkOutcome.UNDONE
    assert (row().status, row().in_at) == (STATUS.UNRECORDED, None)
    assert row().changes.count() == 4


def test_marks_of_a_desk_and_a_leaving_do_not_undo_each_other(leaving):
    """Somebody whom a desk saw without signal left online; then the desk takes its mark back."""
    noted = Noted(uuid4(), leaving.session.starts_at, leaving.other.public_id)
    merge(by=leaving.cast.organiser, session=leaving.session, noted=[noted])
    out(leaving, public_id=leaving.other.public_id)
    other = Attendance.objects.get(registration=leaving.other)
    assert other.out_at is not None
    back = Noted(uuid4(), timezone.now(), leaving.other.public_id, undoes=noted.mark_id)
    merge(by=leaving.cast.organiser, session=leaving.session, noted=[back])
    other.refresh_from_db()
    assert (other.status, other.in_at, other.out_at) == (STATUS.UNRECORDED, None, None)


def test_a_roll_call_that_says_absent_forgets_the_leaving(leaving):
    out(leaving)
    roll_call(by=None, session=leaving.session, statuses={leaving.registration.public_id: "absent"})
    assert (row().status, row().out_at) == (STATUS.ABSENT, None)


def test_statements_of_a_leaving(leaving, django_assert_num_queries):
    session = Session.objects.select_related("offering__attendance_terms", "door").get()
    with django_assert_num_queries(7):  # as many as a mark: five between SAVEPOINT and RELEASE
        check_out(by=None, session=session, public_id=leaving.registration.public_id)


def test_the_desk_shows_who_is_in_and_who_left(client, leaving):
    client.force_login(leaving.cast.organiser)
    address = reverse("desk-leaving", args=[leaving.session.public_id])
    assert (
        address
        in client.get(reverse("desk-session", args=[leaving.session.public_id])).content.decode()
    )
    page = client.get(address + "?show=missing").content.decode()
    assert "签退" in page
    assert leaving.cast.participant.name in page
    assert f'value="{leaving.other.public_id}"' not in page, "who never came cannot leave"
    answer = client.post(
        address, {"registration": leaving.registration.public_id}, headers={"X-Desk": "1"}
    )
    assert answer["X-Desk-Outcome"] == "checked_out"
    here = client.get(address + "?show=here").content.decode()
    assert leaving.cast.participant.name in here
    undone = client.post(
        reverse("desk-leaving-undo", args=[leaving.session.public_id]),
        {"attendance": row().public_id},
        headers={"X-Desk": "1"},
    )
    assert undone["X-Desk-Outcome"] == "back_in"


def test_by_the_code_on_the_screen(phone, leaving):
    session = Session.objects.select_related("offering").get()
    address = code(session)
    page = phone.get(address).content.decode()
    assert "离开时请签退" in page
    assert row().out_at is None, "opening an address writes nothing"
    left = phone.post(address)
    assert left["X-Outcome"] == "checked_out"
    assert row().out_at is not None
    assert phone.post(address)["X-Outcome"] == "already_out"
    assert phone.get(address)["X-Outcome"] == "already_out"


def test_whoever_comes_by_code_is_not_checked_out_at_once(phone, leaving):
    undo(by=None, attendance=row())
    session = Session.objects.select_related("offering").get()
    assert scan(phone, session)["X-Outcome"] == "marked"
    assert row().out_at is None
