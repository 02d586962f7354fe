"""Whose people can take a place: those of the unit to which it was granted."""

import pytest

from registration.actions import nomination
from registration.actions.quota import Grant, grant_places
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person
from tests.registration.nominating import nominate, row_of, used

pytestmark = pytest.mark.django_db


@pytest.fixture
def former(cast):
    """The district nominated somebody of its library, who has one of the library's own places."""
    offering = make_offering(unit=cast.city, capacity=0, admits_nominated=True)
    grant_places(by=cast.organiser, offering=offering, grants=[Grant(cast.unit, 1)])
    person = make_person("甲一", cast.unit)
    nominate(cast, offering, person, cast.district)
    rows = Registration.objects.all()
    nomination.admit_nominees(by=cast.organiser, offering=offering, registrations=rows)
    return row_of(person)


def hand_over(cast, former, person):
    return nomination.substitute(
        by=cast.district_organiser, registration=former, person=person, reason="临时出差"
    )


def test_a_place_stays_with_the_unit_that_was_granted_it(cast, former):
    stranger = make_person("外人", cast.other_unit)
    refused = hand_over(cast, former, stranger)
    assert refused.outcome.code == "not_of_unit"
    assert cast.unit.name in refused.message
    assert hand_over(cast, former, cast.colleague).outcome.code == "substituted"
    assert (row_of(cast.colleague).state, used(cast)) == (State.CONFIRMED, 1)


def test_only_its_people_are_proposed(client, cast, former):
    make_person("外人", cast.other_unit)
    client.force_login(cast.admin)
    page = client.get(f"/unit/n/{former.public_id}/hand-over/").content.decode()
    assert "何䶮" in page
    assert "外人" not in page
