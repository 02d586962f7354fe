"""The cast in the groups of its roles, and clients that are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.enums import Role
from people.groups import sync_groups
from people.models import User
from tests.events.conflicts.conftest import span
from tests.factories import Cast, make_offering, make_person, make_session, make_venue


@pytest.fixture
def auditor(staff: Cast) -> User:
    """An auditor of the district."""
    person = make_person("邵正言", staff.district, Role.AUDITOR)
    sync_groups(person)
    return person


@pytest.fixture
def as_person() -> Callable[[User], Client]:
    """`as_person(someone)`: a client that is signed in."""

    def sign_in(person: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


@pytest.fixture
def session(staff):
    """One session at a venue, of the district's own offering."""
    offering = make_offering(unit=staff.district, sessions=0, capacity=30, label="第1期")
    venue = make_venue("沙家浜纪念馆", capacity=60, contact="接待科", phone="0512-00000000")
    return make_session(offering, venue=venue, title="水乡", **span("09:00", "11:00"))
