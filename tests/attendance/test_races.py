"""Two desks, one person: one record and one polite answer; and what happens without the lock."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from attendance.actions import (
    Noted,
    check_in,
    check_out,
    import_marks,
    mark,
    mark_pass,
    marking,
    merge,
    note_companions,
)
from attendance.enums import MarkOutcome
from attendance.models import Attendance, AttendanceChange, Terms
from attendance.passes import pass_of, pass_text
from attendance.tickets import Ticket
from registration.models import Registration
from tests.attendance.conftest import as_shown
from tests.factories import make_offering, make_person, make_registration, make_session
from tests.people.rows import rows_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DESKS = 9
IMPORTING = "attendance.actions.import_marks"  # the module; the package has an action of its name


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


def scanned(session: Any, number: str) -> Ticket:
    """A scan of just now."""
    return Ticket(session.public_id, "0" * 16, timezone.now(), 3, "phone", number)


def desks(door: Any) -> list[Any]:
    """Two desks, one searching by name and one scanning passes, and the person's own phone."""
    text = pass_text(pass_of(door.cast.participant))
    by, session = door.cast.organiser, door.session

    def by_name() -> Any:
        return mark(by=by, session=session, registration=door.registration)

    def by_pass() -> Any:
        return mark_pass(by=by, session=session, text=text)

    def by_code(number: int) -> Any:
        ticket = scanned(session, f"scan{number}")
        return lambda: check_in(by=door.cast.participant, session=session, ticket=ticket)

    return [way for number in range(DESKS // 3) for way in (by_name, by_pass, by_code(number))]


def test_two_desks_racing_give_one_record(door):
    outcomes = [result.outcome for result in at_once(*desks(door))]
    assert outcomes.count(MarkOutcome.MARKED) == 1
    assert outcomes.count(MarkOutcome.ALREADY_MARKED) == DESKS - 1
    assert Attendance.objects.count() == AttendanceChange.objects.count() == 1


def without_lock(monkeypatch: Any, number: int) -> None:
    """Nobody waits for the registration, and `number` at once look before one of them writes."""
    together, keep = Barrier(number), marking.keep

    def unlocked(session: Any, who: dict[str, Any]) -> Registration:
        return Registration.objects.select_related("person", "unit").get(
            offering_id=session.offering_id, **who
        )

    def after_looking(*args: Any, **kwargs: Any) -> Any:
        together.wait(timeout=10)
        return keep(*args, **kwargs)

    monkeypatch.setattr(marking, "locked", unlocked)
    monkeypatch.setattr(marking, "keep", after_looking)


def test_without_the_lock_desks_fail(door, monkeypatch):
    """The negative control: the same race, the lock taken away and the gap held open."""
    without_lock(monkeypatch, DESKS)
    answers = at_once(*desks(door))
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == DESKS - 1
    assert Attendance.objects.count() == 1, "the constraint holds even then"


def test_one_scan_serves_one_of_two_people(door):
    """Two people confirm with the very same scan at once: the database lets its number in once."""
    ticket = scanned(door.session, "shared")
    both = [door.cast.participant, door.cast.colleague]
    calls = [
        lambda person=person: check_in(by=person, session=door.session, ticket=ticket)
        for person in both
    ]
    outcomes = {result.outcome for result in at_once(*calls)}
    assert outcomes == {MarkOutcome.MARKED, MarkOutcome.USED_TICKET}
    assert Attendance.objects.count() == AttendanceChange.objects.count() == 1


def test_companions_are_counted_while_somebody_leaves(door, monkeypatch):
    """One desk checks a person out while another counts who came along: both are kept."""
    Registration.objects.filter(pk=door.registration.pk).update(companions=2)
    Terms.objects.create(offering=door.offering, checks_out=True)
    by, session = door.cast.organiser, as_shown(door.session)
    mark(by=by, session=session, registration=door.registration)
    row, looked, counted = Attendance.objects.get(), Event(), Event()
    leaving = sys.modules["attendance.actions.check_out"]
    keep = leaving.keep

    def slowly(*args: Any) -> None:
        looked.set()
        counted.wait(timeout=1)  # the other desk waits for us: this runs out
        keep(*args)

    def count() -> Any:
        looked.wait(timeout=10)
        result = note_companions(by=by, attendance=row, number=1)
        counted.set()
        return result

    monkeypatch.setattr(leaving, "keep", slowly)
    who = door.registration.public_id
    answers = at_once(lambda: check_out(by=by, session=session, public_id=who), count)
    assert all(answer.ok for answer in answers)
    row.refresh_from_db()
    assert (row.companions, row.out_at is not None) == (1, True)


def imports(door: Any) -> list[Any]:
    """The same file twice at once, and the desk that marks the person of its only row."""
    row = {"registration": door.registration.public_id, "session": door.session.public_id}
    rows = rows_of(row | {"name": door.cast.participant.name, "status": "present"})

    def by_file() -> Any:
        return import_marks(by=door.cast.organiser, offering=door.offering, rows=rows)

    def by_desk() -> Any:
        return mark(by=door.cast.organiser, session=door.session, registration=door.registration)

    return [by_file, by_file, by_desk]


def test_two_files_and_a_desk_give_one_record(door):
    answers = at_once(*imports(door))
    assert all(answer.ok for answer in answers)
    row = Attendance.objects.get()
    assert row.status == "present"
    assert row.changes.count() == 1


def test_without_the_lock_a_file_and_a_desk_fail(door, monkeypatch):
    """The negative control: nobody waits between looking and writing."""
    together = Barrier(2)
    module = sys.modules[IMPORTING]
    plan = module.plan_marks

    def after_looking(rows: Any, offering: Any) -> Any:
        found = plan(rows, offering)
        together.wait(timeout=10)
        return found

    monkeypatch.setattr(module, "plan_marks", after_looking)
    monkeypatch.setattr(module, "hold", lambda entries: None)
    first, second, _desk = imports(door)
    answers = at_once(first, second)
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 1
    assert Attendance.objects.count() == 1, "the constraint holds even then"


@pytest.fixture
def hall(cast):
    """A session with many people."""
    offering = make_offering(unit=cast.city, sessions=0, capacity=RUSH)
    people = [make_person(f"众{number}", cast.unit) for number in range(RUSH)]
    rows = [make_registration(offering, person) for person in people]
    return make_session(offering, starts_at=timezone.now()), rows


RUSH, CLIENTS = 60, 12


def test_a_rush_loses_nobody_and_doubles_nobody(cast, hall):
    """Everybody by the own phone, by a desk, and in the batch of a desk that was offline."""
    session, rows = hall
    noted = [Noted(uuid4(), timezone.now(), row.public_id) for row in rows]
    begun = time.perf_counter()

    def client(number: int) -> Any:
        def run() -> list[Any]:
            if number == 0:
                return [merge(by=cast.admin, session=session, noted=noted)]
            own = rows[number::2] if number < 3 else rows[number :: CLIENTS - 3]
            if number < 3:
                return [mark(by=cast.organiser, session=session, registration=row) for row in own]
            return [
                check_in(
                    by=row.person, session=session, ticket=scanned(session, f"{row.pk}-{number}")
                )
                for row in own
            ]

        return run

    ended = at_once(*[client(number) for number in range(CLIENTS)])
    assert not [error for error in ended if isinstance(error, Exception)]
    assert Attendance.objects.attended().count() == RUSH
    assert set(Attendance.objects.values_list("registration", flat=True)) == {r.pk for r in rows}
    first = AttendanceChange.objects.filter(from_status="")
    assert first.count() == RUSH, "whatever else happened, everybody came once"
    assert time.perf_counter() - begun < 60


def test_without_the_lock_a_rush_fails(cast, hall, monkeypatch):
    """The negative control: a desk and the phones take the same people, and nobody waits."""
    session, rows = hall
    without_lock(monkeypatch, 2)

    def by_desk(row: Any) -> Any:
        return mark(by=cast.organiser, session=session, registration=row)

    def by_phone(row: Any) -> Any:
        return check_in(by=row.person, session=session, ticket=scanned(session, f"own-{row.pk}"))

    def losses(way: Any) -> int:
        lost = 0
        for row in rows:
            try:
                way(row)
            except IntegrityError:
                lost += 1
        return lost

    lost = at_once(partial(losses, by_desk), partial(losses, by_phone))
    assert sum(lost) == RUSH, "each of them lost one mark"
    assert Attendance.objects.attended().count() == RUSH, "the constraint holds even then"
