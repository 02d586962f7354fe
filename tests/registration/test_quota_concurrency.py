"""Many at once on PostgreSQL: the last place of a unit, a place that changes hands, a transfer.

Each proof has its negative control: without the guard the same crowd breaks it.
"""

import threading
import time
from collections import Counter

import pytest
from django.db import connection, connections, transaction

from events.models import SeatPool
from registration.actions import nomination, register, withdraw
from registration.actions.quota import Grant, grant_places, propose_transfer, set_quota_rule
from registration.actions.quota import accept_transfer as accept
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.seat_check import differing_pools
from registration.triggers import TRIGGERS
from tests.factories import make_cast, make_offering, make_person
from tests.registration.test_concurrency import THREADS, all_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    """A district with one place that all its units share, sixteen people in each of two units."""
    cast = make_cast()
    offering = make_offering(unit=cast.city, capacity=0, admits_nominated=True)
    grant_places(by=cast.organiser, offering=offering, grants=[Grant(cast.district, 1)])
    units = [cast.unit, cast.other_unit]
    people = [(unit, make_person(unit=unit)) for _ in range(THREADS // 2) for unit in units]
    return cast, offering, people


def nominating(cast, offering, unit, person):
    return lambda: nomination.nominate(
        by=cast.organiser, offering=offering, unit=unit, person=person
    )


def test_two_liaisons_cannot_take_the_last_place(scene):
    cast, offering, people = scene
    results = all_at_once([nominating(cast, offering, *one) for one in people])
    assert Counter(result.outcome.code for result in results) == {
        "nominated": 1, "reserved": len(people) - 1,
    }  # fmt: skip
    pool = SeatPool.objects.get(unit=cast.district)
    assert (pool.taken, pool.capacity) == (1, 1)
    assert Registration.objects.filter(pool=pool).count() == 1
    ranks = Registration.objects.filter(nominated_unit=cast.unit).values_list("rank", flat=True)
    assert sorted(ranks) == list(range(1, THREADS // 2 + 1)), "nobody shares a rank"


def test_control_without_locks_and_trigger_both_take_it(scene):
    cast, offering, people = scene
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            cursor.execute(f"DROP TRIGGER {trigger.name} ON {trigger.table}")
    meet = threading.Barrier(2)

    def naive(unit, person):
        def job():
            pool = SeatPool.objects.get(offering=offering, unit=cast.district)
            free = Registration.objects.filter(pool=pool).count() < pool.capacity
            meet.wait(timeout=30)
            Registration.objects.create(
                offering=offering, person=person, unit=unit, nominated_unit=unit, rank=1,
                via="nomination", state=State.NOMINATED, pool=pool if free else None,
            )  # fmt: skip

        return job

    try:
        all_at_once([naive(*one) for one in people[:2]])
        assert Registration.objects.exclude(pool=None).count() == 2, "two on one place"
    finally:
        with connection.cursor() as cursor:
            for trigger in TRIGGERS:
                cursor.execute(trigger.postgresql)


@pytest.fixture
def full():
    """One place, taken; a colleague who is to have it, a crowd that wants it."""
    cast = make_cast()
    offering = make_offering(unit=cast.city, capacity=1)
    register(by=cast.participant, offering=offering, person=cast.participant)
    row = Registration.objects.select_related("person", "offering").get()
    return cast, offering, row, [make_person(unit=cast.unit) for _ in range(THREADS - 2)]


class Observer:
    """Looks at the pool all the time with a connection of its own."""

    def __init__(self, offering):
        self.offering, self.seen, self.stop = offering, set(), threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        try:
            while not self.stop.is_set():
                self.seen.add(SeatPool.objects.get(offering=self.offering).taken)
                time.sleep(0.001)
        finally:
            connections.close_all()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.stop.set()
        self.thread.join()


def asking(offering, person):
    return lambda: register(by=person, offering=offering, person=person)


def test_a_place_that_changes_hands_is_never_free(full):
    cast, offering, row, crowd = full

    def hand_over():
        return nomination.substitute(
            by=cast.liaison, registration=row, person=cast.colleague, reason="出差"
        )

    jobs = [asking(offering, person) for person in crowd]
    jobs.insert(len(jobs) // 2, hand_over)
    with Observer(offering) as observer:
        results = all_at_once(jobs)
    codes = Counter(result.outcome.code for result in results)
    assert codes == {"substituted": 1, "waitlisted": len(crowd)}
    assert observer.seen == {1}
    confirmed = Registration.objects.filter(state=State.CONFIRMED)
    assert [one.person for one in confirmed] == [cast.colleague]
    assert differing_pools() == []


def test_control_withdrawing_and_registering_again_loses_the_place(full):
    cast, offering, row, crowd = full
    register(by=crowd[0], offering=offering, person=crowd[0])  # the first who waits
    withdraw(by=row.person, registration=row)
    register(by=cast.colleague, offering=offering, person=cast.colleague)
    confirmed = Registration.objects.filter(state=State.CONFIRMED)
    assert [one.person for one in confirmed] != [cast.colleague]


def test_places_are_not_moved_and_used_at_once(scene):
    cast, _offering, people = scene
    offering = make_offering(unit=cast.city, capacity=0, admits_nominated=True)
    grants = [Grant(cast.unit, 3), Grant(cast.other_unit, 1)]
    grant_places(by=cast.organiser, offering=offering, grants=grants)
    set_quota_rule(by=cast.organiser, offering=offering, values={"is_exchangeable": True})
    proposal = propose_transfer(
        by=cast.liaison, offering=offering, source=cast.unit, target=cast.other_unit, number=2
    ).record
    jobs = [nominating(cast, offering, *one) for one in people[:12]]
    jobs.insert(3, lambda: accept(by=cast.liaison, proposal=proposal))
    jobs.insert(9, lambda: accept(by=cast.liaison, proposal=proposal))
    all_at_once(jobs)
    pools = dict(SeatPool.objects.filter(offering=offering).values_list("unit", "capacity"))
    moved = (pools[cast.unit.pk], pools[cast.other_unit.pk])
    assert moved in {(3, 1), (1, 3)}, "once, or not at all when the places were used first"
    assert differing_pools() == []
    held = Registration.objects.filter(offering=offering, pool__isnull=False)
    assert held.count() == sum(moved), "every place has its nominee"


def test_nothing_is_left_half_done_when_the_writer_dies(full):
    cast, offering, row, _crowd = full

    def dies():
        with transaction.atomic():
            nomination.substitute(
                by=cast.liaison, registration=row, person=cast.colleague, reason="出差"
            )
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pid = cursor.fetchone()[0]
            killed = threading.Thread(target=kill, args=(pid,))
            killed.start()
            killed.join()
            Registration.objects.count()

    with pytest.raises(Exception, match=r"terminat|closed|lost"):
        all_at_once([dies])
    assert [one.person for one in Registration.objects.filter(state=State.CONFIRMED)] == [
        row.person
    ]
    assert SeatPool.objects.get(offering=offering).taken == 1


def kill(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    connections.close_all()
