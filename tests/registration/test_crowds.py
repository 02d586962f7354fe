"""Quotas, approvals, capacity, offers and deaths in a crowd on PostgreSQL; then the controls."""

import inspect
import random
import sys
import threading
from collections import Counter

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from events.actions import post_places
from events.models import Offering, SeatPool
from registration.actions import accept, approve, expire_offers
from registration.actions.allocate import allocate
from registration.actions.moves import Overtaken
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_person, make_registration
from tests.registration.crowd import (
    PLACES,
    THREADS,
    all_at_once,
    asking,
    counted,
    leaving,
    seat,
    without_counting,
    without_locks,
)

register_module = sys.modules["registration.actions.register"]
accept_scope = inspect.unwrap(accept).__globals__
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_sixty_four_clients_share_the_places_of_units_and_of_everybody(crowd):
    """By quota: ten places of a unit, a hundred for all; the unit's people take their own first."""
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
    rows = seat(offering, people[:PLACES])
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
    assert pool.capacity == sum(pool.postings.values_list("delta", flat=True))


def test_promotion_keeps_the_order_of_the_line(crowd):
    offering, people = crowd
    holders = seat(offering, people[:PLACES])
    for person in people[PLACES:]:
        asking(offering, person)()
    line = list(Registration.objects.waiting().values_list("pk", flat=True))
    all_at_once([leaving(row) for row in holders[:20]])
    confirmed = Registration.objects.confirmed().exclude(pk__in=[row.pk for row in holders])
    assert set(confirmed.values_list("pk", flat=True)) == set(line[:20]), "the first of the line"
    assert list(Registration.objects.waiting().values_list("pk", flat=True)) == line[20:]


def test_an_offer_is_taken_or_goes_on_but_never_both(crowd):
    """Twenty press at the very moment at which the beat passes their offers on."""
    offering, people = crowd
    Offering.objects.filter(pk=offering.pk).update(offer_hours=8)
    holders = seat(offering, people[:PLACES])
    for person in people[PLACES:]:
        asking(offering, person)()
    all_at_once([leaving(row) for row in holders[:20]])
    offered = list(Registration.objects.filter(state=State.OFFERED).select_related("person"))
    assert len(offered) == 20
    late = [row.pk for row in offered[:5]]
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
    first = seat(offering, people[:PLACES])[0]
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


def freed_by(offering, holder, how):
    """A place that becomes free: by a withdrawal, or by one more."""
    if how == "withdrawal":
        return leaving(holder)
    return lambda: post_places(by=None, offering=offering, delta=1)


@pytest.mark.parametrize("how", ["withdrawal", "capacity"])
def test_control_without_locks_a_place_stays_free_beside_somebody_who_waits(
    crowd, monkeypatch, how
):
    """Who reads “full” just before a place is freed begins to wait just after it."""
    offering, people = crowd
    holder = seat(offering, people[:PLACES])[0]
    read, freed = threading.Event(), threading.Event()
    write = register_module._write

    def slowly(*args, **kwargs):
        read.set()
        freed.wait(timeout=30)
        return write(*args, **kwargs)

    def freeing():
        read.wait(timeout=30)
        try:
            return freed_by(offering, holder, how)()
        finally:
            freed.set()

    with without_locks(monkeypatch):
        monkeypatch.setattr(register_module, "_write", slowly)
        all_at_once([asking(offering, people[-1]), freeing])
    assert SeatPool.objects.get(offering=offering).left == 1
    assert Registration.objects.waiting().count() == 1, "without locks it happens"


def test_control_without_locks_the_last_place_of_a_unit_has_no_answer_for_the_second(
    crowd, monkeypatch
):
    """All see it free and write: the database refuses all but one, and nobody says what now."""
    offering, people = last_place_of_a_unit(crowd)
    meet_before_writing(monkeypatch, len(people))
    with without_locks(monkeypatch):
        codes = Counter(all_at_once([or_broken(asking(offering, one)) for one in people]))
    assert codes == {"confirmed": 1, "broken": 3}


def test_control_without_locks_and_counting_the_last_place_of_a_unit_has_four_people(
    crowd, monkeypatch
):
    offering, people = last_place_of_a_unit(crowd)
    meet_before_writing(monkeypatch, len(people))
    with without_locks(monkeypatch), without_counting():
        all_at_once([asking(offering, one) for one in people])
    unit = Registration.objects.confirmed().filter(pool__unit=people[0].unit)
    assert unit.count() == 4


def last_place_of_a_unit(crowd):
    """One place for a unit, none for all; four of its people."""
    offering, people = crowd
    post_places(by=None, offering=offering, delta=-PLACES)
    post_places(by=None, offering=offering, delta=1, unit=people[0].unit)
    return offering, people[:4]


def meet_before_writing(monkeypatch, number):
    """So many have looked before the first of them writes."""
    meet, write = threading.Barrier(number), allocate.__globals__["_write"]

    def together(*args, **kwargs):
        meet.wait(timeout=30)
        return write(*args, **kwargs)

    monkeypatch.setitem(allocate.__globals__, "_write", together)


def or_broken(job):
    """The code of the outcome; `broken` when there is none."""

    def run():
        try:
            return job().outcome.code
        except (IntegrityError, Overtaken):
            return "broken"

    return run


def test_control_without_locks_an_offer_that_goes_on_while_it_is_taken_has_no_answer(
    crowd, monkeypatch
):
    """Read as offered, passed on, then written: only the guard of the write saves it."""
    offering, people = crowd
    Offering.objects.filter(pk=offering.pk).update(offer_hours=8)
    holder = seat(offering, people[:PLACES])[0]
    waiting = asking(offering, people[-1])().record
    asking(offering, people[-2])()
    leaving(holder)()
    read, gone = threading.Event(), threading.Event()
    take = accept_scope["allocate"]

    def slowly(*args, **kwargs):
        read.set()
        gone.wait(timeout=30)
        return take(*args, **kwargs)

    def passing_on():
        read.wait(timeout=30)
        Registration.objects.filter(pk=waiting.pk).update(offered_until=timezone.now())
        try:
            return expire_offers(by=None, offering=offering).outcome.code
        finally:
            gone.set()

    with without_locks(monkeypatch):
        monkeypatch.setitem(accept_scope, "allocate", slowly)
        codes = all_at_once([or_broken(asking(offering, people[-1])), passing_on])
    assert codes == ["broken", "offers_expired"]
    pool = SeatPool.objects.get(offering=offering)
    assert pool.taken == PLACES, "and not one too many even so"


def test_control_without_locks_parallel_approvals_break(crowd, monkeypatch):
    """They all see the same free place; the database refuses the second, nobody answers for it."""
    offering, people = crowd
    post_places(by=None, offering=offering, delta=1 - PLACES)
    rows = [make_registration(offering, person, State.PENDING) for person in people[:4]]
    meet_before_writing(monkeypatch, len(rows))
    jobs = [or_broken(lambda row=row: approve(by=None, registration=row)) for row in rows]
    with without_locks(monkeypatch):
        codes = Counter(all_at_once(jobs))
    assert codes == {"approved": 1, "broken": 3}
    assert counted(offering)[State.CONFIRMED] == 1, "and not one too many even so"
