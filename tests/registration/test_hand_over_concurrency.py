"""On PostgreSQL, at one moment: the colleague accepts, the holder withdraws, the organiser removes.

One of the three wins each time; the place is never free in between and never two people's.
"""

import inspect
import random
import threading
from collections import Counter

import pytest

from events.models import SeatPool
from registration.actions import ask_colleague, remove, take_over, withdraw
from registration.actions.nomination import substitute
from registration.models import HandOver, Registration
from registration.seat_check import differing_pools
from tests.factories import make_cast, make_offering, make_person
from tests.registration.crowd import all_at_once, asking, seat, without_locks
from tests.registration.test_crowds import or_broken
from tests.registration.test_quota_concurrency import Observer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HOLDERS = 16


@pytest.fixture
def scene():
    """Sixteen who have all the places and ask a colleague each, sixteen who wait."""
    cast = make_cast()
    offering = make_offering(unit=cast.city, capacity=HOLDERS, substitution_allowed=True)
    people = [make_person(f"甲{number}", cast.unit) for number in range(HOLDERS)]
    rows = seat(offering, people)
    colleagues = [make_person(f"乙{number}", cast.unit) for number in range(HOLDERS)]
    for row, other in zip(rows, colleagues, strict=True):
        ask_colleague(by=row.person, registration=row, wanted=other.name, reason="出差")
    for number in range(HOLDERS):
        asking(offering, make_person(f"丙{number}", cast.unit))()
    return offering, rows, colleagues


def accepting(row):
    def job():
        asked = HandOver.objects.select_related("registration", "person").get(registration=row)
        return take_over(by=asked.person, hand_over=asked)

    return job


def leaving(row):
    def job():
        mine = Registration.objects.select_related("person").get(pk=row.pk)
        return withdraw(by=mine.person, registration=mine)

    return job


def removing(row):
    def job():
        one = Registration.objects.select_related("person").get(pk=row.pk)
        return remove(by=None, registration=one, reason="调整")

    return job


def of(row, act):
    """The job, with whose place it is about."""
    job = act(row)
    return lambda: (row.pk, job().outcome.code)


WON = {"taken_over", "withdrawn", "removed"}


def test_one_of_the_three_wins_and_no_place_is_lost(scene):
    offering, rows, colleagues = scene
    jobs = [of(row, act) for row in rows for act in (accepting, leaving, removing)]
    random.Random(11).shuffle(jobs)
    with Observer(offering) as observer:
        results = all_at_once(jobs)
    codes = Counter(code for _key, code in results)
    assert set(codes) <= WON | {"not_asked", "not_registered", "wrong_state"}
    winners = Counter(key for key, code in results if code in WON)
    assert winners == dict.fromkeys((row.pk for row in rows), 1)
    held = Registration.objects.filter(offering=offering).confirmed()
    assert observer.seen == {HOLDERS}, "no place was free for a moment"
    assert held.count() == HOLDERS
    assert held.filter(person__in=colleagues).count() == codes["taken_over"]
    waited = held.exclude(person__in=colleagues).count()
    assert waited == codes["withdrawn"] + codes["removed"]
    assert not HandOver.objects.unended().exists()
    assert HandOver.objects.filter(state="taken").count() == codes["taken_over"]
    assert differing_pools() == []


def test_control_without_locks_accepting_has_no_answer(scene, monkeypatch):
    """The colleague has read that the place is there; the holder leaves before it is written."""
    offering, rows, _colleagues = scene
    read, gone = threading.Event(), threading.Event()
    scope = inspect.unwrap(substitute).__globals__
    move = scope["move"]

    def slowly(*args, **kwargs):
        read.set()
        gone.wait(timeout=30)
        return move(*args, **kwargs)

    def going():
        read.wait(timeout=30)
        try:
            return leaving(rows[0])().outcome.code
        finally:
            gone.set()

    with without_locks(monkeypatch):
        monkeypatch.setitem(scope, "move", slowly)
        codes = all_at_once([or_broken(accepting(rows[0])), going])
    assert codes == ["broken", "withdrawn"]
    assert SeatPool.objects.get(offering=offering).taken == HOLDERS
