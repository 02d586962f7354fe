"""Marks race with the closing of a session: whoever was seen is never absent."""

from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from attendance.actions import close, mark
from attendance.actions.roll_call import write_statuses
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, AttendanceChange, Closing
from registration.models import Registration
from tests.attendance.test_races import at_once
from tests.factories import make_offering, make_person, make_registration, make_session

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 24


@pytest.fixture
def over(cast):
    """A session that ended a minute ago, and the people who had a place."""
    offering = make_offering(unit=cast.city, sessions=0, capacity=PEOPLE)
    now = timezone.now()
    people = [make_person(f"众{number}", cast.unit) for number in range(PEOPLE)]
    rows = [make_registration(offering, person) for person in people]
    session = make_session(
        offering, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(minutes=1)
    )
    return session, rows


def test_marks_and_closings_at_once_leave_one_truth(cast, over):
    session, rows = over
    seen = rows[: PEOPLE // 2]

    def marks(some: list[Any]) -> Any:
        return lambda: [mark(by=cast.organiser, session=session, registration=row) for row in some]

    calls = [marks(seen[number::4]) for number in range(4)]
    ended = at_once(*calls, *[lambda: close(by=None, session=session)] * 3)
    assert not [error for error in ended if isinstance(error, Exception)]
    close(by=None, session=session)
    found = dict(Attendance.objects.values_list("registration", "status"))
    assert {key for key, status in found.items() if status in ATTENDED} == {one.pk for one in seen}
    assert {key for key, status in found.items() if status == AttendanceStatus.ABSENT} == {
        one.pk for one in rows[PEOPLE // 2 :]
    }
    assert AttendanceChange.objects.filter(from_status="").count() == PEOPLE
    assert sum(Closing.objects.values_list("absent", flat=True)) >= PEOPLE // 2


def test_without_the_lock_a_closing_and_a_mark_collide(cast, over, monkeypatch):
    """The negative control: the same race, the closing's lock taken away, the gap held open."""
    session, rows = over
    together = Barrier(2)

    def unlocked(session: Any) -> dict[int, Registration]:
        return {row.pk: row for row in Registration.objects.filter(offering=session.offering)}

    def after_looking(*args: Any, **kwargs: Any) -> None:
        together.wait(timeout=10)  # the mark is made while the closing has looked already
        together.wait(timeout=10)
        write(*args, **kwargs)

    def marking() -> Any:
        together.wait(timeout=10)
        marked = mark(by=cast.organiser, session=session, registration=rows[0])
        together.wait(timeout=10)
        return marked

    module = "attendance.actions.closing"
    write = write_statuses
    monkeypatch.setattr(f"{module}._locked", unlocked)
    monkeypatch.setattr(f"{module}.write_statuses", after_looking)
    _marked, closed = at_once(marking, lambda: close(by=None, session=session))
    assert isinstance(closed, IntegrityError), "the constraint holds even then"
