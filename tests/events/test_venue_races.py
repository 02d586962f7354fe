"""Two organisers at once: one gets the room, the bus, the last places; and what locks are for."""

from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from events.actions import add_session, ask_booking, bookings, holding, routes, save_route
from events.actions.routes import BusPlan, RoutePlan
from events.models import Bus, Session, TeachingPoint, VenueBooking
from events.outcomes import BookingOutcome, EventOutcome, RouteOutcome
from tests.attendance.test_races import at_once
from tests.events.conflicts.conftest import at, span
from tests.factories import make_offering, make_session, make_venue

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
GROUPS = 6


@pytest.fixture
def offerings(cast):
    return [make_offering(unit=cast.district, sessions=0, label=f"第{n}期") for n in range(GROUPS)]


def adding(cast: Any, offerings: list[Any], **values: Any) -> list[Any]:
    """Each offering wants the same room at the same time."""

    def add(offering: Any) -> Any:
        return lambda: add_session(
            by=cast.organiser, offering=offering, title="专题", **span("09:00", "11:00"), **values
        )

    return [add(offering) for offering in offerings]


def test_one_of_many_gets_the_room_and_the_others_a_sentence(cast, offerings):
    hall = TeachingPoint.objects.create(venue=make_venue(), name="报告厅")
    outcomes = [r.outcome for r in at_once(*adding(cast, offerings, teaching_point=hall))]
    assert outcomes.count(EventOutcome.SESSION_ADDED) == 1
    assert outcomes.count(EventOutcome.ROOM_TAKEN) == GROUPS - 1
    assert Session.objects.count() == 1


def test_without_the_answer_to_the_constraint_they_fail(cast, offerings, monkeypatch):
    """The negative control: nobody asks before; the database alone still holds."""
    hall = TeachingPoint.objects.create(venue=make_venue(), name="报告厅")
    monkeypatch.setattr(holding, "taken_by", lambda session: None)
    answers = at_once(*adding(cast, offerings, teaching_point=hall))
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == GROUPS - 1
    assert Session.objects.count() == 1


def planning(cast: Any, offerings: list[Any], bus: Bus) -> list[Any]:
    """Half of them want the bus for a route, half for a session: no constraint sees both."""
    times = {"meets_at": at("08:00"), "returns_at": at("12:00"), "meeting_point": "南门"}
    plan = RoutePlan(times, [BusPlan(bus)])

    def route(offering: Any) -> Any:
        return lambda: save_route(by=cast.organiser, offering=offering, plan=plan)

    half = GROUPS // 2
    return [
        *(route(offering) for offering in offerings[:half]),
        *adding(cast, offerings[half:], bus=bus),
    ]


def test_a_bus_is_on_a_route_or_at_a_session(cast, offerings):
    bus = Bus.objects.create(plate="苏E1", seats=9)
    outcomes = [result.outcome for result in at_once(*planning(cast, offerings, bus))]
    assert outcomes.count(EventOutcome.BUS_TAKEN) == GROUPS - 1
    assert {*outcomes} & {RouteOutcome.SAVED, EventOutcome.SESSION_ADDED}


def test_without_the_buses_lock_it_is_on_both(cast, offerings, monkeypatch):
    """The negative control: the lock taken away and the gap held open."""
    together = Barrier(2)
    find = holding.find_conflicts

    def after_looking(wanted: Any) -> Any:
        found = find(wanted)
        together.wait(timeout=10)
        return found

    monkeypatch.setattr(holding, "lock_held_by", lambda sessions: None)
    monkeypatch.setattr(routes, "lock_buses", lambda keys: None)
    for module in (holding, routes):
        monkeypatch.setattr(module, "find_conflicts", after_looking)
    bus = Bus.objects.create(plate="苏E1", seats=9)
    calls = planning(cast, offerings, bus)
    answers = at_once(calls[0], calls[-1])
    assert [answer.ok for answer in answers] == [True, True]


def asking(cast: Any, offerings: list[Any]) -> list[Any]:
    """Each comes with 20 people to a venue that takes 60."""
    venue = make_venue(capacity=60)
    starts_at = timezone.now() + timedelta(days=8)
    answer_by = timezone.now() + timedelta(days=2)

    def ask(offering: Any) -> Any:
        session = make_session(offering, venue=venue, starts_at=starts_at)
        return lambda: ask_booking(
            by=cast.organiser, session=session, headcount=20, answer_by=answer_by
        )

    return [ask(offering) for offering in offerings]


def test_groups_that_ask_at_once_never_exceed_the_venue(cast, offerings):
    outcomes = [result.outcome for result in at_once(*asking(cast, offerings))]
    assert outcomes.count(BookingOutcome.ASKED) == 3
    assert outcomes.count(BookingOutcome.VENUE_FULL) == GROUPS - 3
    assert VenueBooking.objects.standing().count() == 3


def test_without_the_venues_lock_they_do(cast, offerings, monkeypatch):
    """The negative control."""
    together = Barrier(GROUPS)

    def after_looking(booking: Any) -> Any:
        found = overfull(booking)
        together.wait(timeout=10)
        return found

    overfull = bookings.overfull
    monkeypatch.setattr(bookings, "lock_venue", lambda venue: None)
    monkeypatch.setattr(bookings, "overfull", after_looking)
    answers = at_once(*asking(cast, offerings))
    assert all(answer.ok for answer in answers)
    assert VenueBooking.objects.standing().count() == GROUPS
