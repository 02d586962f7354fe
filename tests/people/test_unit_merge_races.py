"""Units merged while others act on them, on PostgreSQL: nobody is left in a unit that ceased.

The negative control takes the lock of the unit away: then somebody is.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections, transaction

from people import actions
from people.actions import memberships, merging
from people.models import Membership, Unit, UnitGroup
from tests.factories import make_cast, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def result_of(job) -> str:
    """An outcome's code, in a thread with connections of its own."""
    try:
        return job().outcome.code
    finally:
        connections.close_all()


def while_merging(cast, job, monkeypatch) -> str:
    """What `job` comes to that begins while the library is being merged into the school."""
    inside, go_on = threading.Event(), threading.Event()
    move = merging._move_people

    def slowly(unit, into):
        moved = move(unit, into)
        inside.set()
        go_on.wait(timeout=1)  # where `job` waits for our lock nobody lets us go on
        return moved

    monkeypatch.setattr(merging, "_move_people", slowly)
    unit, into = (Unit.objects.get(pk=one.pk) for one in (cast.unit, cast.other_unit))
    with ThreadPoolExecutor(2) as pool:
        merged = pool.submit(result_of, partial(actions.merge_units, by=None, unit=unit, into=into))
        assert inside.wait(timeout=30)
        done = pool.submit(result_of, job)
        done.add_done_callback(lambda _done: go_on.set())
        assert merged.result(timeout=30) == "units_merged"
        return done.result(timeout=30)


@pytest.fixture
def cast():
    return make_cast()


def joining(cast):
    """Somebody without a unit is named in the library."""
    return partial(actions.add_member, by=None, person=make_person("来者"), unit=cast.unit)


def left_behind(cast) -> int:
    """How many belong to the library today or later."""
    held = Membership.objects.filter(unit=cast.unit, until_on=None)
    return held.count()


def test_who_joins_meanwhile_is_told_that_the_unit_has_ceased(cast, monkeypatch):
    assert while_merging(cast, joining(cast), monkeypatch) == "unit_inactive"
    assert left_behind(cast) == 0


def test_control_without_the_units_lock_somebody_is_left_behind(cast, monkeypatch):
    def unlocked(*units):
        return list(Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("pk"))

    monkeypatch.setattr(memberships, "locked_units", unlocked)
    assert while_merging(cast, joining(cast), monkeypatch) == "member_added"
    assert left_behind(cast) == 1


def test_a_group_saved_meanwhile_names_the_unit_that_took_over(cast, monkeypatch):
    values = {"name": "各成员单位", "name_en": "", "owner": cast.city}
    units = [cast.unit, cast.district]
    job = partial(actions.keep_group, by=None, group=None, values=values, units=units)
    assert while_merging(cast, job, monkeypatch) == "group_saved"
    assert set(UnitGroup.objects.get().units.all()) == {cast.other_unit, cast.district}


def test_two_merges_into_each_other_leave_one_unit(cast):
    one, other = (Unit.objects.get(pk=unit.pk) for unit in (cast.unit, cast.other_unit))
    jobs = [
        partial(actions.merge_units, by=None, unit=one, into=other),
        partial(actions.merge_units, by=None, unit=other, into=one),
    ]
    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(result_of, jobs))
    assert found[-1] == "units_merged"
    assert found[0] in ("below_itself", "unit_inactive")
    assert Unit.objects.filter(pk__in=(one.pk, other.pk), is_active=True).count() == 1
    with transaction.atomic():
        assert Unit.find_problems() == ([], [], [], [], [])
