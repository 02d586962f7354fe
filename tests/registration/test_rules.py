"""Who sees and decides what; what is exported, merged, emptied."""

import pytest
from django.db import connection

from kernel.privacy import PROVIDERS
from registration.actions import register
from registration.enums import RegistrationState as State
from registration.models import Registration, RegistrationChange
from registration.rules import decide_registration, own_registration
from tests.factories import make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast):
    """A person of one unit and one of another, in what the city and what the district lead."""
    city, district = make_offering(unit=cast.city), make_offering(unit=cast.district)
    other = make_person(unit=cast.other_unit)
    return {
        "city": make_registration(city, cast.participant),
        "district": make_registration(district, cast.participant),
        "elsewhere": make_registration(city, other),
    }


@pytest.mark.parametrize(
    ("who", "decides"),
    [
        ("organiser", {"city", "district", "elsewhere"}),
        ("district_organiser", {"district"}),
        ("liaison", set()),
        ("participant", set()),
        ("stranger", set()),
        ("admin", {"city", "district", "elsewhere"}),
    ],
)
def test_reach_decides_one_by_one_and_in_lists(cast, rows, who, decides):
    person = getattr(cast, who)
    assert set(decide_registration.visible(person)) == {rows[name] for name in decides}
    allowed = {name for name, row in rows.items() if decide_registration.allows(person, row)}
    assert allowed == decides


def test_everybody_has_their_own(cast, rows):
    assert set(own_registration.visible(cast.participant)) == {rows["city"], rows["district"]}
    assert own_registration.allows(cast.participant, rows["city"])
    assert not own_registration.allows(cast.colleague, rows["city"])


def test_a_person_can_take_their_registrations_along(cast):
    offering = make_offering(unit=cast.city)
    register(by=cast.participant, offering=offering, person=cast.participant)
    held = PROVIDERS["registration"].export(cast.participant)
    (row,) = held["registrations"]
    assert (row["offering"], row["unit"]) == (str(offering), "昆山市图书馆")
    assert [change["to_state"] for change in held["registration_changes"]] == [
        State.CONFIRMED.label
    ]


def test_merging_keeps_one_registration_and_frees_the_other_seat(cast, rows):
    make_registration(rows["city"].offering, cast.colleague)
    PROVIDERS["registration"].merge(cast.colleague, cast.participant)
    kept = Registration.objects.of(cast.colleague).confirmed()
    assert {row.offering for row in kept} == {rows["city"].offering, rows["district"].offering}
    left = Registration.objects.of(cast.participant).get()
    assert (left.state, left.pool) == (State.WITHDRAWN, None)
    assert rows["city"].offering.pools.get().taken == 2
    connection.check_constraints()


def test_erasing_keeps_rows_and_empties_reasons(cast, rows):
    RegistrationChange.objects.create(
        registration=rows["city"], to_state=State.REMOVED, reason="林某因病"
    )
    PROVIDERS["registration"].erase(cast.participant)
    assert Registration.objects.of(cast.participant).count() == 2
    assert not RegistrationChange.objects.exclude(reason="").exists()
