"""The roll call: many at once, and from the screen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from attendance.actions import mark, note_companions, roll_call, undo
from attendance.enums import AttendanceStatus, MarkOutcome, Method
from attendance.models import Attendance, AttendanceChange
from registration.enums import RegistrationState
from tests.attendance.conftest import as_shown
from tests.factories import make_person, make_registration


def test_roll_call_partial(door):
    """Whoever is not named stays as they are."""
    mark(by=None, session=door.session, registration=door.other)
    result = roll_call(
        by=door.cast.organiser,
        session=door.session,
        statuses={door.registration.public_id: AttendanceStatus.ON_LEAVE},
    )
    assert result.outcome is MarkOutcome.ROLL_CALLED
    assert result.details["count"] == 1
    rows = {row.registration: row for row in Attendance.objects.all()}
    assert rows[door.registration].status == AttendanceStatus.ON_LEAVE
    assert rows[door.registration].method == Method.ROLL_CALL
    assert rows[door.registration].in_at is None
    assert rows[door.other].status == AttendanceStatus.PRESENT


def test_who_is_called_present_came_with_all_companions(door):
    family = make_registration(door.offering, door.cast.liaison, companions=2)
    roll_call(by=None, session=door.session, statuses={family.public_id: "absent"})
    roll_call(by=None, session=door.session, statuses={family.public_id: "present"})
    assert Attendance.objects.get().companions == 2
    note_companions(by=None, attendance=Attendance.objects.get(), number=1)
    roll_call(by=None, session=door.session, statuses={family.public_id: "late"})
    assert Attendance.objects.get().companions == 1


def test_marking_a_row_that_was_there_keeps_the_companions(door):
    family = make_registration(door.offering, door.cast.liaison, companions=2)
    roll_call(by=None, session=door.session, statuses={family.public_id: "on_leave"})
    mark(by=None, session=door.session, registration=family)
    assert Attendance.objects.get().companions == 2


def test_roll_call_again_changes_nothing(door):
    statuses = {door.registration.public_id: "present", door.other.public_id: "unrecorded"}
    assert roll_call(by=None, session=door.session, statuses=statuses).details["count"] == 1
    again = roll_call(by=None, session=door.session, statuses=statuses)
    assert again.outcome is MarkOutcome.ROLL_UNCHANGED
    assert AttendanceChange.objects.count() == 1


def test_a_correction_keeps_what_was(door):
    mark(by=None, session=door.session, registration=door.registration)
    roll_call(by=None, session=door.session, statuses={door.registration.public_id: "absent"})
    row = Attendance.objects.get()
    assert (row.status, row.in_at) == ("absent", None)
    assert [c.to_status for c in row.changes.all()] == ["present", "absent"]
    roll_call(by=None, session=door.session, statuses={door.registration.public_id: "late"})
    undo(by=None, attendance=row)
    row.refresh_from_db()
    assert row.status == "absent"


def test_an_old_page_does_not_wipe_out_a_mark(door):
    mark(by=None, session=door.session, registration=door.registration)
    key = door.registration.public_id
    result = roll_call(
        by=None, session=door.session, statuses={key: "absent"}, seen={key: "unrecorded"}
    )
    assert result.details["conflicts"] == ["林𠮷安"]
    assert Attendance.objects.get().status == AttendanceStatus.PRESENT


def test_only_confirmed_people_are_called(door):
    waiting = make_registration(door.offering, door.cast.liaison, RegistrationState.WAITLISTED)
    result = roll_call(
        by=None,
        session=door.session,
        statuses={waiting.public_id: "present", "0" * 12: "present"},
    )
    assert result.outcome is MarkOutcome.ROLL_UNCHANGED
    assert result.details["skipped"] == 2


def test_leave_can_be_noted_ahead_presence_cannot(door):
    key, before = door.registration.public_id, door.session.starts_at - timedelta(days=1)
    session = door.session
    early = roll_call(by=None, session=session, statuses={key: "present"}, at=before)
    assert early.outcome is MarkOutcome.TOO_EARLY
    assert roll_call(by=None, session=session, statuses={key: "on_leave"}, at=before).changed


def test_after_everybody_left_the_instant_of_coming_stays_unknown(door):
    after = door.session.ends_at + timedelta(minutes=31)
    statuses = {door.registration.public_id: "present"}
    assert roll_call(by=None, session=door.session, statuses=statuses, at=after).changed
    assert Attendance.objects.get().in_at is None


def test_an_unknown_status_changes_nothing(door):
    with pytest.raises(ValueError):
        roll_call(by=None, session=door.session, statuses={door.registration.public_id: "here"})


@pytest.mark.parametrize("people", [1, 3])
def test_statements_do_not_grow_with_people(door, people, django_assert_num_queries):
    keys = [
        make_registration(door.offering, make_person(f"测{number}")).public_id
        for number in range(people)
    ]
    session = as_shown(door.session)
    with django_assert_num_queries(7):  # five statements between SAVEPOINT and RELEASE
        roll_call(by=None, session=session, statuses=dict.fromkeys(keys, "present"))
    with django_assert_num_queries(7):
        roll_call(by=None, session=session, statuses=dict.fromkeys(keys, "absent"))


@pytest.fixture
def on_screen(client, door):
    """What an organiser sends from the page of the roll call, and where it leads."""
    client.force_login(door.cast.organiser)
    page = reverse("desk-roll", args=[door.session.public_id])
    return lambda form: client.post(page, form, follow=True)


def test_roll_call_from_the_screen(on_screen, door):
    here, away = door.registration.public_id, door.other.public_id
    form = {f"s_{here}": "present", f"w_{here}": "unrecorded"}
    form |= {f"s_{away}": "unrecorded", f"w_{away}": "unrecorded"}
    answer = on_screen(form)
    assert answer.redirect_chain == [(answer.request["PATH_INFO"], 302)]
    assert [row.status for row in Attendance.objects.all()] == ["present"]
    on_screen(form | {"rest": "absent"})
    assert Attendance.objects.get(registration=door.other).status == "absent"


def test_roll_call_from_an_old_page_names_whom_it_left_alone(on_screen, door):
    mark(by=None, session=door.session, registration=door.registration)
    key = door.registration.public_id
    form = {f"s_{key}": "absent", f"w_{key}": "unrecorded"}
    answer = on_screen(form)
    assert "林𠮷安" in [str(m) for m in answer.context["messages"]][-1]
    assert Attendance.objects.get().status == "present"


def test_roll_call_with_nonsense_changes_nothing(on_screen, door):
    form = {f"s_{door.registration.public_id}": "here"}
    answer = on_screen(form)
    assert answer.status_code == 200
    assert not Attendance.objects.exists()
