"""Hand-overs at once on PostgreSQL: one liaison comes of it, and everybody else is told so.

The negative control takes the lock away: then the database alone has to refuse, with an error.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections

from people import actions
from people.actions import memberships
from people.enums import Role
from people.models import Membership, User
from tests.factories import make_cast, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CROWD = 8


def at_once(jobs):
    """What each job came to, an outcome's code or an error's name; all begin together."""
    start = threading.Barrier(len(jobs))

    def run(job):
        try:
            start.wait(timeout=30)
            return job().outcome.code
        except IntegrityError:
            return "error"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return Counter(pool.map(run, jobs))


def handing(office, person):
    """One hand-over of the office."""
    return lambda: actions.hand_over_liaison(
        by=None,
        membership=Membership.objects.select_related("unit").get(pk=office.pk),
        to=User.objects.get(pk=person.pk),
    )


@pytest.fixture
def office():
    """A liaison's office, and those who want it."""
    cast = make_cast()
    people = [make_person(unit=cast.unit) for _ in range(CROWD)]
    return Membership.objects.get(user=cast.liaison), people


def liaisons(unit):
    """How many are in office today."""
    return Membership.objects.current().filter(unit=unit, role=Role.LIAISON, until_on=None).count()


def test_of_many_hand_overs_one_is_done(office):
    held, people = office
    found = at_once([handing(held, person) for person in people])
    assert found == {"handed_over": 1, "not_a_liaison": CROWD - 1}
    assert liaisons(held.unit) == 1


def test_naming_a_liaison_and_handing_over_follow_one_another(office):
    held, people = office
    naming = [
        lambda person=person: actions.add_member(
            by=None, person=person, unit=held.unit, role=Role.LIAISON
        )
        for person in people[:4]
    ]
    found = at_once([*naming, *(handing(held, person) for person in people[4:])])
    assert found == {"handed_over": 1, "not_a_liaison": 3, "liaison_exists": 4}
    assert liaisons(held.unit) == 1


def test_without_the_lock_the_database_has_to_refuse(office, monkeypatch):
    held, people = office
    both_have_read = threading.Barrier(2)

    def unlocked(membership):
        found = Membership.objects.select_related("user", "unit").get(pk=membership.pk)
        both_have_read.wait(timeout=30)
        return found

    monkeypatch.setattr(memberships, "locked", unlocked)
    found = at_once([handing(held, person) for person in people[:2]])
    assert found == {"handed_over": 1, "error": 1}
