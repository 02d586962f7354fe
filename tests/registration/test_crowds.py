"""Quotas, approvals, capacity, offers and deaths in a crowd on PostgreSQL; then the controls."""

import inspect
import random
import sys
import threading
from collections import Counter
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from events.actions import post_places
from events.models import Offering, SeatPool
from registration.actions import approve, expire_offers, register, withdraw
from registration.actions.allocate import allocate
from registration.enums import RegistrationState as State
from registration.followers import give_places
from registration.models import Registration
from tests.factories import make_person, make_registration
from tests.registration.crowd import (
    PLACES,
    THREADS,
    all_at_once,
    asking,
    counted,
    leaving,
    make_crowd,
)

register_module = sys.modules["registration.actions.register"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def crowd():
    """Sixty-four people and an offering of twenty places."""
    return make_crowd()


def test_sixty_four_clients_share_the_places_of_units_and_of_everybody(crowd):
    """By quota: ten places of a unit, twenty for all; the unit's people take their own first."""
    offering, people = crowd
    unit = people[0].unit
    post_places(by=None, offering=offering, delta=10, unit=unit)
    others = [make_person(unit=unit.get_parent()) for _ in range(THREADS)]
    jobs = [asking(offering, person) for person in [*people[:THREADS], *others]]
    random.Random(3).shuffle(jobs)
    codes = Counter(result.outcome.code for result in all_at_once(jobs))
    assert codes["confirmed"] == PLACES + 10
    assert codes["waitlisted"] == 2 * THREADS - PLACES - 10
    full = {pool.unit_id: (pool.taken, pool.capacity) for pool in offering.pools.all()}
    assert full == {None: (PLACES, PLACES), unit.pk: (10, 10)}
    strangers = Registration.objects.filter(pool__unit=unit).exclude(unit=unit)
    assert not strangers.exists()


def test_approvals_in_parallel_fill_the_places_exactly(crowd):
    offering, people = crowd
    Offering.objects.filter(pk=offering.pk).update(needs_approval=True)
    rows = [make_registration(offering, person, State.PENDING) for person in people]
    jobs = [lambda row=row: approve(by=None, registration=row) for row in rows]
    codes = Counter(result.outcome.code for result in all_at_once(jobs))
    assert codes == {"approved": PLACES, "no_place_left": len(people) - PLACES}
    assert counted(offering) == {"confirmed": PLACES, "pending": len(people) - PLACES}


def test_capacity_up_and_down_among_registrations_and_withdrawals(crowd):
    """Whatever the interleaving: nobody too many, no place free while somebody waits."""
    offering, people = crowd
    for person in people[:PLACES]:
        asking(offering, person)()
    rows = list(Registration.objects.select_related("person"))
    jobs = [asking(offering, person) for person in people[PLACES:]]
    jobs += [leaving(row) for row in rows[:8]]
    for delta in (5, -3, 4, -6, 2, -1):
        jobs.append(lambda delta=delta: post_places(by=None, offering=offering, delta=delta))
    random.Random(11).shuffle(jobs)
    all_at_once(jobs)
    found = counted(offering)
    assert found.total() == len(people), "nobody is lost"
    pool = SeatPool.objects.get(offering=offering)
    assert pool.left == 0 or not found[State.WAITLISTED]
    assert pool.capacity == PLACES + sum(pool.postings.values_list("delta", flat=True)[1:])


def test_promotion_keeps_the_order_of_the_line(crowd):
    offering, people = crowd
    for person in people:
        asking(offering, person)()
    line = list(Registration.objects.waiting().values_list("pk", flat=True))
    holders = Registration.objects.confirmed().select_related("person")
    all_at_once([leaving(row) for row in holders])
    confirmed = set(Registration.objects.confirmed().values_list("pk", flat=True))
    assert confirmed == set(line[:PLACES]), "the first of the line and nobody else"
    assert list(Registration.objects.waiting().values_list("pk", flat=True)) == line[PLACES:]


def test_an_offer_is_taken_or_goes_on_but_never_both(crowd):
    """Thirty-two press at the very moment at which the beat passes their offers on."""
    offering, people = crowd
    Offering.objects.filter(pk=offering.pk).update(offer_hours=8)
    for person in people:
        asking(offering, person)()
    all_at_once([leaving(row) for row in Registration.objects.confirmed().select_related("person")])
    offered = list(Registration.objects.filter(state=State.OFFERED).select_related("person"))
    assert len(offered) == PLACES
    late = [row.pk for row in offered[: PLACES // 2]]
    Registration.objects.filter(pk__in=late).update(offered_until=timezone.now())
    jobs = [asking(offering, row.person) for row in offered]
    jobs += [lambda: expire_offers(by=None, offering=offering) for _ in range(4)]
    random.Random(5).shuffle(jobs)
    all_at_once(jobs)
    states = Counter(Registration.objects.values_list("state", flat=True))
    pool = SeatPool.objects.get(offering=offering)
    assert pool.taken == PLACES == states[State.CONFIRMED] + states[State.OFFERED]
    assert states.total() == len(people)
    confirmed = Registration.objects.filter(pk__in=late, state=State.CONFIRMED)
    assert not confirmed.exists(), "who was too late has no place"


def test_a_client_killed_between_its_steps_leaves_nothing_half_done(crowd):
    """The connection dies after the seat was taken and before the rest was written."""
    offering, people = crowd
    for person in people[:PLACES]:
        asking(offering, person)()
    first = Registration.objects.confirmed().select_related("person").first()
    waiting = asking(offering, people[-1])().record

    def die(*_args, **_kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(allocate.__globals__, "tell_moved", die)
        with pytest.raises(OperationalError):
            all_at_once([leaving(first)])
    states = Registration.objects.filter(pk__in=[first.pk, waiting.pk]).order_by("pk")
    assert list(states.values_list("state", flat=True)) == [State.CONFIRMED, State.WAITLISTED]
    assert counted(offering)[State.CONFIRMED] == PLACES
    assert waiting.changes.count() == 1
    assert all_at_once([leaving(first)])[0].outcome.code == "withdrawn"
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED


@contextmanager
def without_locks(monkeypatch):
    """The actions as they would be if nobody had thought of locks."""

    def offering_only(offering):
        return Offering.objects.select_related("page", "lead_unit").get(pk=offering.pk)

    def pools_only(offering):
        return list(SeatPool.objects.filter(offering=offering).select_related("unit"))

    for act in (register, withdraw, approve, post_places):
        scope = inspect.unwrap(act).__globals__
        monkeypatch.setitem(scope, "lock_offering", offering_only)
        monkeypatch.setitem(scope, "lock_pools", pools_only)
    monkeypatch.setitem(give_places.__globals__, "lock_pools", pools_only)
    yield


def test_control_without_locks_a_place_stays_free_beside_somebody_who_waits(crowd, monkeypatch):
    """Who reads “full” just before another withdraws begins to wait just after it."""
    offering, people = crowd
    for person in people[:PLACES]:
        asking(offering, person)()
    holder = Registration.objects.confirmed().select_related("person").first()
    read, freed = threading.Event(), threading.Event()
    write = register_module._write

    def slowly(*args, **kwargs):
        read.set()
        freed.wait(timeout=30)
        return write(*args, **kwargs)

    def withdrawing():
        read.wait(timeout=30)
        try:
            return leaving(holder)()
        finally:
            freed.set()

    jobs = [asking(offering, people[-1]), withdrawing]
    with without_locks(monkeypatch):
        monkeypatch.setattr(register_module, "_write", slowly)
        all_at_once(jobs)
    assert SeatPool.objects.get(offering=offering).left == 1
    assert Registration.objects.waiting().count() == 1, "without locks it happens"


def test_control_without_locks_parallel_approvals_break(crowd, monkeypatch):
    """They all see the same free place; the database refuses the second, nobody answers for it."""
    offering, people = crowd
    post_places(by=None, offering=offering, delta=1 - PLACES)
    rows = [make_registration(offering, person, State.PENDING) for person in people[:4]]
    meet = threading.Barrier(len(rows))
    write = allocate.__globals__["_write"]

    def together(*args, **kwargs):
        meet.wait(timeout=30)
        return write(*args, **kwargs)

    def approving(row):
        def job():
            try:
                return approve(by=None, registration=row).outcome.code
            except IntegrityError:
                return "broken"

        return job

    with without_locks(monkeypatch):
        monkeypatch.setitem(allocate.__globals__, "_write", together)
        codes = Counter(all_at_once([approving(row) for row in rows]))
    assert codes == {"approved": 1, "broken": 3}
    assert counted(offering)[State.CONFIRMED] == 1, "and not one too many even so"
