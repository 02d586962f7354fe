"""On PostgreSQL: two organisers move people between two cohorts in opposite directions at once."""

import inspect
import threading
from collections import Counter

import pytest
from django.db import OperationalError

from events.models import Offering
from registration.actions import move_to
from registration.models import Registration
from registration.seat_check import differing_pools
from tests.factories import make_cast, make_offering, make_person
from tests.registration.crowd import all_at_once, asking, seat

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
EACH = 6


@pytest.fixture
def cohorts():
    """Two cohorts of one course with ten places each, six of them taken."""
    cast = make_cast()
    first = make_offering(unit=cast.city, capacity=10)
    second = make_offering(unit=cast.city, page=first.page, label="下一期", capacity=10)
    rows = [
        seat(one, [make_person(unit=cast.unit) for _ in range(EACH)]) for one in (first, second)
    ]
    return cast, first, second, rows


def moving(row, target):
    def job():
        mine = Registration.objects.select_related("person", "offering").get(pk=row.pk)
        there = Offering.objects.get(pk=target.pk)
        return move_to(by=None, registration=mine, target=there, reason="调整")

    return job


def test_places_stay_exact_on_both_sides(cohorts):
    cast, first, second, (here, there) = cohorts
    newcomers = [asking(first, make_person(unit=cast.unit)) for _ in range(EACH)]
    jobs = [moving(row, second) for row in here] + [moving(row, first) for row in there]
    codes = Counter(result.outcome.code for result in all_at_once([*jobs, *newcomers]))
    assert set(codes) <= {"moved_to", "no_place_left", "confirmed", "waitlisted"}
    assert codes["moved_to"] + codes["no_place_left"] == 2 * EACH
    held = Registration.objects.confirmed()
    assert held.count() == 2 * EACH + codes["confirmed"] + waited(first)
    assert max(held.filter(offering=one).count() for one in (first, second)) <= 10
    people = held.values_list("person", flat=True)
    assert len(set(people)) == len(people), "nobody has a place twice"
    assert differing_pools() == []


def waited(offering):
    """Newcomers who waited and then moved up."""
    changes = Registration.objects.filter(offering=offering).confirmed()
    return changes.filter(changes__from_state="waitlisted").distinct().count()


def test_control_locking_one_after_the_other_ends_in_a_deadlock(cohorts, monkeypatch):
    _cast, first, second, (here, there) = cohorts
    scope = inspect.unwrap(move_to).__globals__
    lock, meet = scope["lock_offering"], threading.Barrier(2)
    held = threading.local()

    def slowly(offering):
        locked = lock(offering)
        if not hasattr(held, "one"):
            held.one = True
            meet.wait(timeout=30)
        return locked

    def or_deadlock(job):
        def run():
            try:
                return job().outcome.code
            except OperationalError:
                return "deadlock"

        return run

    monkeypatch.setitem(scope, "lock_offerings", lambda keys: None)
    monkeypatch.setitem(scope, "lock_offering", slowly)
    jobs = [or_deadlock(moving(here[0], second)), or_deadlock(moving(there[0], first))]
    assert sorted(all_at_once(jobs)) == ["deadlock", "moved_to"]
