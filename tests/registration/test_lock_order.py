"""Who writes several registrations at once locks them in the order of the desks: by key."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from attendance.actions import close
from events.actions import move_session
from registration.actions import expire_offers
from registration.actions.quota import Grant, grant_places
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration, make_session

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)


def run(job):
    """Its result, or that it ended in a deadlock."""
    try:
        return job().ok
    except OperationalError as error:
        return str(error)
    finally:
        connection.close()


def wait_for(number):
    """Until so many wait for a lock."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def meet(first, *jobs):
    """Let jobs come one after the other to a row that somebody holds; what each ends in."""
    with ThreadPoolExecutor() as pool, transaction.atomic():
        Registration.objects.select_for_update(no_key=True).get(pk=first.pk)
        begun = []
        for job in jobs:
            begun.append(pool.submit(run, job))
            wait_for(len(begun))
    return [one.result() for one in begun]


@pytest.fixture
def course(cast):
    """A course whose first session is over; the next can be moved, and people are asked again."""
    made = make_offering(unit=cast.city, sessions=0, asks_to_reconfirm=True, admits_nominated=True)
    now = timezone.now()
    over = make_session(made, starts_at=now - 3 * HOUR, ends_at=now - HOUR)
    return made, over, make_session(made, starts_at=now + 48 * HOUR)


def two(course, cast, state, **fields):
    """Two registrations; the first lies behind the second, where a table is read as it lies."""
    first, second = (
        make_registration(course[0], make_person(unit=cast.unit), state, **fields) for _ in range(2)
    )
    Registration.objects.filter(pk=first.pk).update(queued_at=second.queued_at + HOUR)
    return first


def moved(course, cast):
    later = {"starts_at": course[2].starts_at + HOUR, "ends_at": course[2].ends_at + HOUR}
    first = two(course, cast, State.CONFIRMED)
    return first, lambda: move_session(by=cast.organiser, session=course[2], **later)


def run_out(course, cast):
    first = two(course, cast, State.OFFERED, offered_until=timezone.now())
    return first, lambda: expire_offers(by=None, offering=course[0])


def granted(course, cast):
    first = two(course, cast, State.NOMINATED)
    grants = [Grant(cast.unit, 2)]
    return first, lambda: grant_places(by=cast.organiser, offering=course[0], grants=grants)


@pytest.mark.parametrize("act", [moved, run_out, granted])
def test_the_closing_and_who_writes_several_wait_for_each_other_in_turn(cast, course, act):
    first, job = act(course, cast)
    assert meet(first, lambda: close(by=None, session=course[1]), job) == [True, True]
