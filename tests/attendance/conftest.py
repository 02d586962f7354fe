"""A session that begins now, with people registered for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance import codes
from attendance.queries import with_terms
from events.models import Offering, Session
from registration.models import Registration
from tests.attendance.device import Device
from tests.factories import Cast, make_offering, make_registration, make_session


@dataclass(frozen=True)
class Door:
    """What stands at the door of one session: the session, and who is confirmed for it."""

    cast: Cast
    offering: Offering
    session: Session
    registration: Registration
    other: Registration


def hold(unit: Any, *, begins: timedelta = timedelta(0), **fields: Any) -> Session:
    """A session of a new offering that begins `begins` from now."""
    offering = make_offering(unit=unit, sessions=0, **fields)
    return make_session(offering, starts_at=timezone.now() + begins)


def as_shown(session: Session) -> Session:
    """The session as every screen of a door loads it."""
    return with_terms(Session.objects.with_places()).get(pk=session.pk)


@pytest.fixture
def door(cast: Cast) -> Door:
    """A session of the city that has just begun; participant and colleague are confirmed."""
    session = hold(cast.city, begins=-timedelta(minutes=5))
    return Door(
        cast,
        session.offering,
        session,
        make_registration(session.offering, cast.participant),
        make_registration(session.offering, cast.colleague),
    )


@pytest.fixture
def phone(client, door):
    client.force_login(door.cast.participant)
    return client


def code(session, *, back=0):
    """The address of the code that was current `back` steps ago."""
    step = codes.step_at(timezone.now()) - back
    tag = codes.tag_of(codes.door_of(session), session, step)
    return reverse("scan", args=[session.public_id, tag])


def scan(client, session, **fields):
    """Scan and confirm at once."""
    address = code(session)
    client.get(address)
    return client.post(address, fields)


@pytest.fixture
def device(client, door):
    client.force_login(door.cast.organiser)
    answer = client.post(reverse("desk-take", args=[door.session.public_id]))
    assert answer.status_code == 200
    return Device(answer.json()["token"], door.session)
