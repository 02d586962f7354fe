"""Two desks, one person: one record and one polite answer; and what happens without the lock."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from attendance.actions import mark, mark_pass, marking
from attendance.enums import MarkOutcome
from attendance.models import Attendance, AttendanceChange
from attendance.passes import pass_of, pass_text
from registration.models import Registration

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DESKS = 8


def at_once(*calls: Any) -> list[Any]:
    """What each call gives, or the IntegrityError it ends in; all begin together."""
    barrier = Barrier(len(calls))

    def run(call: Any) -> Any:
        try:
            barrier.wait()
            return call()
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def desks(door: Any) -> list[Any]:
    """Half of the desks search by name, half scan the pass."""
    text = pass_text(pass_of(door.cast.participant))
    by, session = door.cast.organiser, door.session

    def by_name() -> Any:
        return mark(by=by, session=session, registration=door.registration)

    def by_pass() -> Any:
        return mark_pass(by=by, session=session, text=text)

    return [by_name, by_pass] * (DESKS // 2)


def test_two_desks_racing_give_one_record(door):
    outcomes = [result.outcome for result in at_once(*desks(door))]
    assert outcomes.count(MarkOutcome.MARKED) == 1
    assert outcomes.count(MarkOutcome.ALREADY_MARKED) == DESKS - 1
    assert Attendance.objects.count() == AttendanceChange.objects.count() == 1


def test_without_the_lock_desks_fail(door, monkeypatch):
    """The negative control: the same race, the lock taken away and the gap held open."""
    together = Barrier(DESKS)

    def unlocked(session: Any, person_id: int) -> Registration:
        return Registration.objects.select_related("person").get(
            offering_id=session.offering_id, person_id=person_id
        )

    def after_looking(*args: Any, **kwargs: Any) -> Any:
        together.wait(timeout=10)
        return keep(*args, **kwargs)

    keep = marking.keep
    monkeypatch.setattr(marking, "_locked", unlocked)
    monkeypatch.setattr(marking, "keep", after_looking)
    answers = at_once(*desks(door))
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == DESKS - 1
    assert Attendance.objects.count() == 1, "the constraint holds even then"
