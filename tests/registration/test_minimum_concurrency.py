"""On PostgreSQL: people come and go at the very moment at which their number is counted.

Whatever comes first: nothing is cancelled that has enough, and nobody has a place in what is
cancelled without knowing it. The control shows what happens when the count holds no lock.
"""

import inspect
import random
import threading
from collections import Counter

import pytest
from django.utils import timezone

from events.models import Offering
from kernel.models import AuditRow
from registration.actions import meet_enough, meet_few
from registration.models import Registration
from tests.registration.crowd import (
    PLACES,
    THREADS,
    all_at_once,
    asking,
    leaving,
    seat,
    without_locks,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def due(offering, minimum):
    """It is counted now, and cancelled with fewer than `minimum`."""
    Offering.objects.filter(pk=offering.pk).update(
        minimum=minimum, minimum_due_at=timezone.now(), below_minimum="cancel"
    )


def counting(offering):
    """As in the night: those with enough are settled first."""

    def job():
        found = Offering.objects.get(pk=offering.pk)
        enough = meet_enough(by=None, offering=found)
        return enough if enough.changed else meet_few(by=None, offering=found)

    return job


def race(offering, jobs, seed):
    """Four counts among `jobs`; what the offering became, and the one count that did something."""
    jobs = [*jobs, *[counting(offering)] * 4]
    random.Random(seed).shuffle(jobs)
    codes = Counter(result.outcome.code for result in all_at_once(jobs))
    rows = AuditRow.objects.filter(action__in=("registration.meet_few", "registration.meet_enough"))
    if not rows.exists():  # somebody came between the two questions of all four
        counting(offering)()  # as the clock does ten minutes later
    return Offering.objects.get(pk=offering.pk), rows.get(), codes


@pytest.mark.parametrize("seed", range(2))
def test_whoever_comes_while_it_is_counted_is_counted_or_told(crowd, seed):
    offering, people = crowd
    seat(offering, people[: PLACES - THREADS])
    due(offering, PLACES - THREADS + 1)
    newcomers = [asking(offering, person) for person in people[PLACES - THREADS : PLACES]]
    after, count, codes = race(offering, newcomers[: THREADS - 4], seed)
    held = Registration.objects.filter(offering=offering).confirmed().count()
    if after.state == "cancelled":
        assert count.changes["confirmed"] == held == PLACES - THREADS
        assert codes["cancelled"] == THREADS - 4, "who came after the count reads why"
    else:
        assert count.action == "registration.meet_enough"
        assert held == PLACES - 4
        assert codes["confirmed"] == THREADS - 4


@pytest.mark.parametrize("seed", range(2))
def test_whoever_leaves_while_it_is_counted_leaves_before_it_or_after(crowd, seed):
    offering, people = crowd
    rows = seat(offering, people[:PLACES])
    due(offering, PLACES)
    after, count, codes = race(offering, [leaving(row) for row in rows[:40]], seed)
    assert codes["withdrawn"] == 40
    if after.state == "cancelled":
        assert PLACES - 40 <= count.changes["confirmed"] < PLACES
        alive = Registration.objects.filter(offering=offering).alive()
        assert not alive.exclude(person__notices__kind="cancelled").exists()
    else:
        assert (count.action, count.changes["confirmed"]) == ("registration.meet_enough", PLACES)


def test_who_moves_up_for_whoever_leaves_keeps_the_number(crowd):
    """The place is never free, so there are never too few."""
    offering, people = crowd
    rows = seat(offering, people[:PLACES])
    for person in people[PLACES:]:
        asking(offering, person)()
    due(offering, PLACES)
    after, count, _codes = race(offering, [leaving(row) for row in rows[:20]], 5)
    assert after.state == "published"
    assert (count.action, count.changes["confirmed"]) == ("registration.meet_enough", PLACES)


def test_control_without_locks_what_has_enough_is_cancelled(crowd, monkeypatch):
    """Counted as too few; the one who was lacking comes; then it is cancelled all the same."""
    offering, people = crowd
    seat(offering, people[:9])
    due(offering, 10)
    scope = inspect.unwrap(meet_few).__globals__
    tell, counted, came = scope["_tell"], threading.Event(), threading.Event()

    def slowly(*args):
        counted.set()
        came.wait(timeout=30)
        return tell(*args)

    def coming():
        counted.wait(timeout=30)
        try:
            return asking(offering, people[9])()
        finally:
            came.set()

    with without_locks(monkeypatch):
        monkeypatch.setitem(scope, "_tell", slowly)
        results = all_at_once([counting(offering), coming])
    assert [result.outcome.code for result in results] == ["few_cancelled", "confirmed"]
    assert Registration.objects.filter(offering=offering).confirmed().count() == 10
