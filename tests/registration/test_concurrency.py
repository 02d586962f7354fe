"""Many at once on PostgreSQL: exact places, nobody lost, no free place beside somebody who waits.

Each proof has its negative control: without the database's guard the same crowd oversells.
"""

import random
import threading
from collections import Counter

import pytest
from django.db import transaction

from events.actions import cancel_offering, post_places
from events.models import SeatPool
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.registration.crowd import (
    PLACES,
    THREADS,
    all_at_once,
    asking,
    counted,
    leaving,
    seat,
    without_counting,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_crowd_gets_exactly_the_places_there_are(crowd):
    offering, people = crowd
    results = all_at_once([asking(offering, person) for person in people])
    assert Counter(result.outcome.code for result in results) == {
        "confirmed": PLACES, "waitlisted": len(people) - PLACES,
    }  # fmt: skip
    assert counted(offering) == {"confirmed": PLACES, "waitlisted": len(people) - PLACES}
    positions = Registration.objects.waiting().with_position().values_list("position", flat=True)
    assert list(positions) == list(range(1, len(people) - PLACES + 1))


def test_one_person_pressing_in_every_window_registers_once(crowd):
    offering, people = crowd
    results = all_at_once([asking(offering, people[0])] * THREADS)
    codes = Counter(result.outcome.code for result in results)
    assert codes == {"confirmed": 1, "already_registered": THREADS - 1}


def test_no_place_stays_free_while_somebody_waits(crowd):
    offering, people = crowd
    rows = seat(offering, people[:PLACES])
    jobs = [asking(offering, person) for person in people[PLACES:]]
    jobs += [leaving(row) for row in rows[:10]]
    jobs += [lambda: post_places(by=None, offering=offering, delta=3)]
    random.Random(7).shuffle(jobs)
    all_at_once(jobs)
    found = counted(offering)
    assert found[State.CONFIRMED] == PLACES + 3
    assert found[State.WITHDRAWN] == 10
    assert found.total() == len(people), "nobody is lost"


def test_nobody_is_confirmed_after_the_cancellation_without_being_told(crowd):
    offering, people = crowd
    jobs = [asking(offering, person) for person in people[: THREADS - 1]]
    jobs.insert(20, lambda: cancel_offering(by=None, offering=offering, reason="台风"))
    all_at_once(jobs)
    alive = Registration.objects.filter(offering=offering).alive()
    untold = alive.exclude(person__notices__kind="cancelled")
    assert not untold.exists()


def naive(offering, person):
    """How it is usually written: count, then insert."""

    def job():
        pool = SeatPool.objects.get(offering=offering)
        free = Registration.objects.filter(pool=pool).confirmed().count() < pool.capacity
        with transaction.atomic():
            Registration.objects.create(
                offering=offering,
                person=person,
                pool=pool if free else None,
                state=State.CONFIRMED if free else State.WAITLISTED,
            )

    return job


def test_control_without_the_trigger_counting_first_oversells(crowd):
    offering, people = crowd
    post_places(by=None, offering=offering, delta=20 - PLACES)
    # The barrier stands between counting and writing, where the crowd meets in real life.
    meet = threading.Barrier(THREADS)
    count = type(Registration.objects.all()).count
    with without_counting(), pytest.MonkeyPatch.context() as patch:

        def slow(queryset):
            number = count(queryset)
            meet.wait(timeout=30)
            return number

        patch.setattr(type(Registration.objects.all()), "count", slow)
        all_at_once([naive(offering, person) for person in people[:THREADS]])
    assert Registration.objects.confirmed().count() > 20


def test_control_with_the_trigger_even_counting_first_cannot_oversell(crowd):
    offering, people = crowd
    pool = SeatPool.objects.get(offering=offering)

    def greedy(person):
        def job():
            try:
                Registration.objects.create(
                    offering=offering, person=person, pool=pool, state=State.CONFIRMED
                )
            except Exception as error:  # noqa: BLE001 - which one is asserted below
                return type(error).__name__
            return "confirmed"

        return job

    answers = Counter(all_at_once([greedy(person) for person in people]))
    assert answers == {"confirmed": PLACES, "IntegrityError": len(people) - PLACES}
