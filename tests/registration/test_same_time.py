"""Two things at once: said to whoever registers by themselves; nothing is forbidden."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Session
from registration.actions import withdraw
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_registration, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    """What the participant has a place in."""
    offering = make_offering(unit=cast.city, label="甲场")
    make_registration(offering, cast.participant)
    return offering


@pytest.fixture
def other(cast, held):
    """Another offering, half an hour into the first."""
    offering = make_offering(unit=cast.city, label="乙场", sessions=0)
    starts = held.sessions.get().starts_at
    make_session(offering, starts_at=starts + timedelta(minutes=30))
    return offering


@pytest.fixture
def read(client, cast):
    """The page of an offering as the participant reads it."""
    client.force_login(cast.participant)
    return lambda offering: client.get(offering.get_absolute_url()).content.decode()


def test_a_clash_is_said_before_and_after(client, cast, read, held, other):
    page = read(other)
    assert "同一时间您还报名了：" in page
    assert "甲场（已确认）" in page
    assert "仍可在此报名" in page
    assert held.get_absolute_url() in page
    client.post(reverse("register", args=[other.public_id]))
    assert "请选定其中一项" in read(other)
    assert "乙场（已确认）" in read(held)
    withdraw(by=cast.participant, registration=Registration.objects.get(offering=held))
    assert "同一时间" not in read(other)


def test_several_lead_to_all_registrations(cast, read, held, other):
    third = make_offering(unit=cast.city, label="丙场", sessions=0)
    make_session(third, starts_at=held.sessions.get().starts_at)
    make_registration(third, cast.participant, State.WAITLISTED)
    page = read(other)
    assert "甲场（已确认）、" in page
    assert "丙场（候补中）" in page
    assert "我的报名" in page


def test_nobody_else_is_told(client, cast, held, other):
    assert "同一时间" not in client.get(other.get_absolute_url()).content.decode()
    client.force_login(cast.colleague)
    assert "同一时间" not in client.get(other.get_absolute_url()).content.decode()


def test_only_what_lies_ahead_clashes(read, held, other):
    ago = timezone.now() - timedelta(days=1)
    Session.objects.filter(offering=held).update(starts_at=ago, ends_at=ago + timedelta(hours=1))
    Session.objects.filter(offering=other).update(starts_at=ago, ends_at=ago + timedelta(hours=1))
    assert "同一时间" not in read(other)


def test_one_after_the_other_is_no_clash(read, held, other):
    ends = held.sessions.get().ends_at
    Session.objects.filter(offering=other).update(starts_at=ends, ends_at=ends + timedelta(hours=1))
    assert "同一时间" not in read(other)


@pytest.mark.parametrize("state", ["cancelled", "finished"])
def test_what_is_over_clashes_with_nothing(cast, read, held, other, state):
    make_registration(other, cast.participant)
    type(other).objects.filter(pk=other.pk).update(state=state)
    assert "同一时间" not in read(other)
    if state == "cancelled":
        assert "同一时间" not in read(held)
