"""Merging while a registration is being made, on PostgreSQL.

Whichever comes first, nothing alive is left with the account that is closed. The control shows the
same meeting without the person's lock.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from events.models import Offering
from people.actions import merge_people
from people.models import User
from registration.actions import register
from registration.actions import register as module_action
from registration.models import Registration
from tests.factories import make_cast, make_offering, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 12


@pytest.fixture
def scene():
    cast = make_cast()
    return cast, make_offering(unit=cast.city, capacity=50)


def at_once(*jobs):
    """Run jobs in threads with connections of their own, starting together; their results."""
    start = threading.Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, job) for job in jobs]]


def asking(offering, person):
    def job():
        mine = User.objects.get(pk=person.pk)
        assert mine.is_active
        return register(by=mine, offering=Offering.objects.get(pk=offering.pk), person=mine)

    return job


def merging(keep, drop):
    return lambda: merge_people(
        by=None, keep=User.objects.get(pk=keep.pk), drop=User.objects.get(pk=drop.pk)
    )


def test_no_registration_is_left_with_the_account_that_was_closed(scene):
    cast, offering = scene
    ended = set()
    for _round in range(ROUNDS):
        keep, drop = (make_person("林吉安", cast.unit) for _person in range(2))
        asked, merged = at_once(asking(offering, drop), merging(keep, drop))
        assert merged.outcome.code == "merged"
        ended.add(asked.outcome.code)
        alive = list(Registration.objects.filter(person__in=[keep, drop]).alive())
        assert [row.person_id for row in alive] == (
            [keep.pk] if asked.outcome.code == "confirmed" else []
        )
    assert ended <= {"confirmed", "account_closed"}
    assert offering.pools.get().taken == Registration.objects.confirmed().count()


def test_both_accounts_registering_while_they_are_merged_hold_one_seat(scene):
    cast, offering = scene
    for number in range(1, ROUNDS + 1):
        keep, drop = (make_person("林吉安", cast.unit) for _person in range(2))
        at_once(asking(offering, keep), asking(offering, drop), merging(keep, drop))
        assert Registration.objects.of(keep).confirmed().count() == 1
        assert Registration.objects.of(drop).alive().count() == 0
        assert offering.pools.get().taken == number


@contextmanager
def held_before_writing(patch):
    """A registration waits between its first look and its row until it is let go."""
    looked, go_on = threading.Event(), threading.Event()
    module = __import__(module_action.__module__, fromlist=["way_of"])
    way_of = module.way_of

    def slow(offering, person, **wishes):
        looked.set()
        go_on.wait(timeout=5)
        return way_of(offering, person, **wishes)

    patch.setattr(module, "way_of", slow)
    yield looked, go_on


@pytest.mark.parametrize("locked", [True, False])
def test_control_without_the_persons_lock_a_registration_slips_past(scene, monkeypatch, locked):
    cast, offering = scene
    keep, drop = (make_person("林吉安", cast.unit) for _person in range(2))
    if not locked:
        manager = type(User.objects.all())
        monkeypatch.setattr(manager, "select_for_update", lambda rows, **options: rows)
    with held_before_writing(monkeypatch) as (looked, go_on), ThreadPoolExecutor(2) as pool:

        def run(job):
            try:
                return job()
            finally:
                connections.close_all()

        asked = pool.submit(run, asking(offering, drop))
        assert looked.wait(timeout=30)
        merged = pool.submit(run, merging(keep, drop))
        if not locked:
            merged.result(timeout=60)
        go_on.set()
        asked.result(timeout=60)
        merged.result(timeout=60)
    assert Registration.objects.of(drop).alive().count() == (0 if locked else 1)
