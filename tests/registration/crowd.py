"""Many at once: a crowd, its jobs, and threads that start together."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, connections
from django.db.models import QuerySet

from events.models import Offering, SeatPool
from people.models import User
from registration.actions import register, withdraw
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.triggers import COUNTING
from tests.factories import make_cast, make_offering, make_person

THREADS, PLACES = 64, 100


def make_crowd():
    """Twice as many people as clients, and an offering of a hundred places."""
    cast = make_cast()
    offering = make_offering(unit=cast.city, capacity=PLACES)
    return offering, [make_person(unit=cast.unit) for _ in range(2 * THREADS)]


def seat(offering, people):
    """Give everybody a place, one after the other, without the crowd."""
    pool = offering.pools.get()
    Registration.objects.bulk_create(
        Registration(
            offering=offering, person=person, unit=person.unit, pool=pool, state=State.CONFIRMED
        )
        for person in people
    )
    return list(Registration.objects.filter(offering=offering).select_related("person"))


@contextmanager
def without_locks(monkeypatch):
    """The actions as they would be if nobody had thought of locks."""
    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows.all())
        yield


@contextmanager
def without_counting():
    """The tables as they would be if the database did not count seats."""
    with connection.cursor() as cursor:
        for trigger in COUNTING:
            cursor.execute(f"DROP TRIGGER {trigger.name} ON {trigger.table}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for trigger in COUNTING:
                cursor.execute(trigger.postgresql)


def all_at_once(jobs):
    """Run every job in a thread with a connection of its own, all starting together."""
    start = threading.Barrier(min(THREADS, len(jobs)))
    ready = threading.local()

    def run(job):
        try:
            if not hasattr(ready, "done"):
                ready.done = True
                connection.ensure_connection()
                start.wait(timeout=30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def asking(offering, person):
    def job():
        mine = User.objects.get(pk=person.pk)
        return register(by=mine, offering=Offering.objects.get(pk=offering.pk), person=mine)

    return job


def leaving(row):
    return lambda: withdraw(by=row.person, registration=Registration.objects.get(pk=row.pk))


def counted(offering):
    """People by state, after checking that the pool's counter says the same."""
    states = Registration.objects.filter(offering=offering).values_list("state", flat=True)
    pool = SeatPool.objects.get(offering=offering)
    found = Counter(states)
    assert found[State.CONFIRMED] == pool.taken <= pool.capacity
    return found
