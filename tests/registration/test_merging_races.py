"""Merging two accounts while somebody else puts one of them in, on PostgreSQL.

Whichever comes first, nothing alive is left with the account that is closed, and one person has one
registration. The control shows the same meetings without the person's lock.
"""

import inspect
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections, transaction

from events.models import Offering
from people.actions import merge_people
from people.models import User
from registration.actions import (
    ask_colleague,
    enter,
    import_registrations,
    invite,
    move_to,
    take_over,
)
from registration.actions.nomination import nominate, nominate_many, substitute
from registration.actions.quota import Grant, grant_places
from registration.enums import RegistrationState as State
from registration.models import HandOver, Invitation, Registration
from tests.factories import make_cast, make_offering, make_person, make_registration
from tests.people.rows import rows_of
from tests.registration.test_lock_order import wait_for

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    """An offering with places of a unit, whose member has one, and two accounts of another."""
    cast = make_cast()
    offering = make_offering(
        unit=cast.city, capacity=50, admits_nominated=True, substitution_allowed=True
    )
    grant_places(by=cast.organiser, offering=offering, grants=[Grant(cast.unit, 5)])
    keep, drop = (make_person("林吉安", cast.unit) for _person in range(2))
    return cast, Offering.objects.get(pk=offering.pk), keep, drop


def fresh(person):
    return User.objects.with_units().get(pk=person.pk)


def entering(cast, offering, drop):
    return lambda: enter(by=cast.organiser, offering=offering, person=fresh(drop))


def nominating(cast, offering, drop):
    acting = {"by": cast.liaison, "offering": offering, "unit": cast.unit}
    return lambda: nominate(**acting, person=fresh(drop))


def nominating_many(cast, offering, drop):
    acting = {"by": cast.liaison, "offering": offering, "unit": cast.unit}
    return lambda: nominate_many(**acting, people=[fresh(cast.colleague), fresh(drop)])


def handing_over(cast, offering, drop):
    row = make_registration(offering, cast.participant)
    acting = {"by": cast.liaison, "registration": row, "reason": "出差"}
    return lambda: substitute(**acting, person=fresh(drop))


VERBS = [entering, nominating, nominating_many, handing_over]


def merging(keep, drop):
    return lambda: merge_people(by=None, keep=fresh(keep), drop=fresh(drop))


def run(job):
    """Its outcome, or that it ended in a deadlock."""
    try:
        return job().outcome.code
    except OperationalError as error:
        return str(error)
    finally:
        connections.close_all()


@pytest.mark.parametrize("locked", [True, False], ids=["held", "control"])
@pytest.mark.parametrize("verb", VERBS)
def test_what_is_written_at_that_moment_is_merged_with_the_rest(scene, verb, locked, monkeypatch):
    cast, offering, keep, drop = scene
    job = verb(cast, offering, drop)
    scope = inspect.unwrap(verb_of(verb)).__globals__
    lock, looked, go_on = scope["lock_pools"], threading.Event(), threading.Event()

    def slowly(offering):
        looked.set()
        go_on.wait(timeout=10)
        return lock(offering)

    monkeypatch.setitem(scope, "lock_pools", slowly)
    if not locked:
        monkeypatch.setitem(scope, "hold_people", lambda keys: set())
    with ThreadPoolExecutor(2) as pool:
        written = pool.submit(run, job)
        assert looked.wait(timeout=30)
        merged = pool.submit(run, merging(keep, drop))
        if locked:
            wait_for(1)
        else:
            assert merged.result(timeout=30) == "merged"
        go_on.set()
        assert written.result(timeout=30) in DONE
        assert merged.result(timeout=30) == "merged"
    assert Registration.objects.of(drop).alive().count() == (0 if locked else 1)
    assert Registration.objects.of(keep).alive().count() == (1 if locked else 0)


DONE = ("entered", "nominated", "nominated_many", "substituted")


def verb_of(maker):
    return {
        entering: enter,
        nominating: nominate,
        nominating_many: nominate_many,
        handing_over: substitute,
    }[maker]


@pytest.mark.parametrize("verb", VERBS)
def test_who_was_merged_a_moment_before_is_not_put_in(scene, verb):
    cast, offering, keep, drop = scene
    job = verb(cast, offering, drop)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        merge_people(by=None, keep=keep, drop=drop)
        written = pool.submit(run, job)
        wait_for(1)
    assert written.result(timeout=30) == "person_merged"
    assert not Registration.objects.filter(person__in=[keep, drop]).alive().exists()


def moving(cast, offering, drop):
    row = make_registration(offering, drop)
    target = make_offering(unit=cast.city, page=offering.page, label="下一期")
    return lambda: move_to(by=None, registration=row, target=target, reason="调整")


def importing(cast, offering, drop):
    make_registration(offering, drop, State.WAITLISTED)
    line = {"offering": offering.public_id, "name": drop.name, "email": drop.email}
    return lambda: import_registrations(by=cast.admin, rows=rows_of(line))


def taking_over(cast, offering, drop):
    holder = make_registration(offering, cast.participant)
    make_registration(offering, drop, State.WITHDRAWN)
    User.objects.filter(pk=drop.pk).update(number="M-9001")
    ask_colleague(by=cast.participant, registration=holder, wanted="M-9001", reason="出差")
    return lambda: take_over(by=drop, hand_over=HandOver.objects.select_related("person").get())


@pytest.mark.parametrize("held", [True, False], ids=["held", "control"])
@pytest.mark.parametrize("verb", [moving, importing, taking_over])
def test_who_locks_offerings_holds_the_person_before_them(scene, verb, held, monkeypatch):
    """Both come to an offering that somebody holds; the merging has its persons already."""
    cast, offering, keep, drop = scene
    job = verb(cast, offering, drop)
    if not held:
        act = {moving: move_to, importing: import_registrations, taking_over: take_over}[verb]
        monkeypatch.setitem(inspect.unwrap(act).__globals__, "hold_people", lambda keys: set())
    with ThreadPoolExecutor(2) as pool, transaction.atomic():
        Offering.objects.select_for_update(no_key=True).get(pk=offering.pk)
        done = pool.submit(run, job)
        wait_for(1)
        merged = pool.submit(run, merging(keep, drop))
        wait_for(2)
    ended = {done.result(timeout=30), merged.result(timeout=30)}
    assert any("deadlock" in one for one in ended) is not held
    if held:
        assert not Registration.objects.of(drop).alive().exists()
        assert Registration.objects.of(keep).alive().count() == 1


def test_merging_waits_for_whoever_decides_about_one_of_them(scene):
    """Without it a decision that is being written tells the account that is closed."""
    _cast, offering, keep, drop = scene
    make_registration(offering, drop)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Offering.objects.select_for_update(no_key=True).get(pk=offering.pk)
        merged = pool.submit(run, merging(keep, drop))
        wait_for(1)
    assert merged.result(timeout=30) == "merged"
    assert Registration.objects.of(keep).alive().count() == 1


def inviting(cast, offering, drop):
    names = [drop.number, cast.stranger.email]
    return lambda: invite(by=cast.admin, offering=offering, names=names)


def asking_to_take_over(cast, offering, drop):
    row = make_registration(offering, cast.participant)
    asking = {"by": cast.participant, "registration": row, "reason": "出差"}
    return lambda: ask_colleague(**asking, wanted=drop.number)


@pytest.mark.parametrize(
    ("verb", "model"), [(inviting, Invitation), (asking_to_take_over, HandOver)]
)
def test_who_is_asked_by_number_is_asked_as_the_account_that_stays(scene, verb, model):
    cast, offering, keep, drop = scene
    User.objects.filter(pk=drop.pk).update(number="M-9001")
    drop.refresh_from_db()
    job = verb(cast, offering, drop)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        merge_people(by=None, keep=keep, drop=drop)
        written = pool.submit(run, job)
        wait_for(1)
    assert written.result(timeout=30) in ("invited", "asked")
    assert model.objects.filter(person=keep).exists()
    assert not model.objects.filter(person=drop).exists()
