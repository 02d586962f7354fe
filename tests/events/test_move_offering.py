"""Moving everything that is ahead to other days: exactly that, told once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.actions import ask_booking, move_offering, save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.enums import OfferingState
from events.models import Bus, VenueBooking, Workday
from events.outcomes import BookingOutcome, EventOutcome
from notices.enums import Kind
from notices.models import Notice
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_venue,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(month, day, hour=9):
    """An instant of 2027."""
    return datetime(2027, month, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def course(cast):
    """Three days from Monday, 1 March 2027, two sessions each; a confirmed one and one waiting."""
    offering = make_offering(
        unit=cast.city, sessions=0, opens_at=at(1, 4), closes_at=at(2, 20), late_until=at(2, 25)
    )
    for day in (1, 2, 3):
        for hour in (9, 14):
            make_session(offering, starts_at=at(3, day, hour), title=f"{day}日{hour}时")
    make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague, State.WAITLISTED)
    gone = make_person("退出者", cast.unit)
    make_registration(offering, gone, State.WITHDRAWN)
    return offering


def days(offering):
    """Day and hour of every session."""
    found = [timezone.localtime(s.starts_at) for s in offering.sessions.order_by("starts_at")]
    return [(one.month, one.day, one.hour) for one in found]


def test_everything_goes_past_the_weekend_and_people_are_told_once(cast, course):
    result = move_offering(by=cast.organiser, offering=course, first_on=date(2027, 3, 5))
    assert result.outcome is EventOutcome.OFFERING_MOVED
    expected = [(3, day, hour) for day in (5, 8, 9) for hour in (9, 14)]
    assert days(course) == expected
    assert set(course.sessions.values_list("revision", flat=True)) == {2}
    assert course.sessions.order_by("starts_at")[0].moved_from == at(3, 1)
    told = Notice.objects.filter(kind=Kind.CHANGED)
    assert {notice.recipient for notice in told} == {cast.participant, cast.colleague}
    assert told.count() == 2
    assert "5" in told[0].body  # five more sessions after the first
    course.refresh_from_db()
    assert (course.closes_at, course.late_until) == (at(2, 24), at(3, 1))
    assert course.opens_at == at(1, 8)


def test_holidays_are_passed_and_the_same_day_changes_nothing(cast, course):
    Workday.objects.create(on=date(2027, 4, 5), is_working=False, name="清明节")
    move_offering(by=cast.organiser, offering=course, first_on=date(2027, 4, 4))
    assert [day for _month, day, hour in days(course) if hour == 9] == [6, 7, 8]
    again = move_offering(by=cast.organiser, offering=course, first_on=date(2027, 4, 6))
    assert again.outcome is EventOutcome.UNCHANGED
    assert Notice.objects.filter(kind=Kind.CHANGED).count() == 2


def test_what_has_begun_stays(cast):
    offering = make_offering(unit=cast.city, sessions=0)
    begun = make_session(offering, starts_at=timezone.now() - timedelta(hours=1))
    coming = make_session(offering, starts_at=timezone.now() + timedelta(days=3))
    moved_to = timezone.localdate() + timedelta(days=20)
    assert move_offering(by=cast.organiser, offering=offering, first_on=moved_to).ok
    was = begun.starts_at
    begun.refresh_from_db()
    coming.refresh_from_db()
    assert (begun.starts_at, begun.moved_from, begun.revision) == (was, None, 1)
    assert timezone.localtime(coming.starts_at).date() >= moved_to


def test_earlier_days_never_leave_a_deadline_behind_the_beginning(cast):
    offering = make_offering(
        unit=cast.city,
        sessions=0,
        closes_at=timezone.now() + timedelta(days=20),
        late_until=timezone.now() + timedelta(days=25),
    )
    session = make_session(offering, starts_at=timezone.now() + timedelta(days=40))
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert move_offering(by=cast.organiser, offering=offering, first_on=tomorrow).ok
    offering.refresh_from_db()
    session.refresh_from_db()
    assert timezone.now() < offering.closes_at <= session.starts_at
    assert offering.late_until is None


def test_registration_whose_opening_would_have_passed_opens_at_once(cast):
    now = timezone.now()
    offering = make_offering(
        unit=cast.city,
        sessions=0,
        opens_at=now + timedelta(days=8),
        closes_at=now + timedelta(days=12),
    )
    session = make_session(offering, starts_at=now + timedelta(days=30))
    earlier = timezone.localdate() + timedelta(days=18)
    assert move_offering(by=cast.organiser, offering=offering, first_on=earlier).ok
    offering.refresh_from_db()
    session.refresh_from_db()
    assert offering.opens_at <= timezone.now() < offering.closes_at < session.starts_at


def test_this_morning_is_over_by_noon(cast, monkeypatch):
    offering = make_offering(unit=cast.city, sessions=0)
    session = make_session(offering, starts_at=at(3, 9, 9))
    # Tuesday, 2 March 2027, at noon.
    monkeypatch.setattr(timezone, "now", lambda: at(3, 2, 12))
    refused = move_offering(by=cast.organiser, offering=offering, first_on=date(2027, 3, 2))
    assert refused.outcome is EventOutcome.DAY_PASSED
    session.refresh_from_db()
    assert session.starts_at == at(3, 9, 9)


def test_two_days_at_one_venue_are_not_in_each_others_way(cast):
    venue = make_venue("沙家浜纪念馆", capacity=100)
    offering = make_offering(unit=cast.city, sessions=0)
    bookings = []
    for day in (2, 3):
        session = make_session(offering, starts_at=at(3, day), venue=venue)
        asked = ask_booking(by=cast.organiser, session=session, headcount=60, answer_by=at(2, 1))
        bookings.append(asked.record)
    other = make_session(
        make_offering(unit=cast.city, sessions=0), starts_at=at(3, 10), venue=venue
    )
    ask_booking(by=cast.organiser, session=other, headcount=60, answer_by=at(2, 1))
    assert move_offering(by=cast.organiser, offering=offering, first_on=date(2027, 3, 3)).ok
    for booking, day in zip(bookings, (3, 4), strict=True):
        booking.refresh_from_db()
        assert (booking.starts_at, booking.state) == (at(3, day), "asked")
    full = move_offering(by=cast.organiser, offering=offering, first_on=date(2027, 3, 9))
    assert full.outcome is BookingOutcome.VENUE_FULL
    assert [s.starts_at for s in offering.sessions.order_by("pk")] == [at(3, 3), at(3, 4)]
    assert VenueBooking.objects.get(pk=bookings[0].pk).starts_at == at(3, 3)


@pytest.mark.parametrize("state", [OfferingState.CANCELLED, OfferingState.FINISHED])
def test_what_is_over_is_not_moved(cast, state):
    offering = make_offering(unit=cast.city, state=state)
    day = timezone.localdate() + timedelta(days=30)
    refused = move_offering(by=cast.organiser, offering=offering, first_on=day)
    assert refused.outcome is EventOutcome.WRONG_STATE


def test_nothing_is_moved_into_the_past_or_from_nowhere(cast):
    offering = make_offering(unit=cast.city)
    yesterday = timezone.localdate() - timedelta(days=1)
    refused = move_offering(by=cast.organiser, offering=offering, first_on=yesterday)
    assert refused.outcome is EventOutcome.DAY_PASSED
    empty = make_offering(unit=cast.city, sessions=0)
    later = timezone.localdate() + timedelta(days=30)
    refused = move_offering(by=cast.organiser, offering=empty, first_on=later)
    assert refused.outcome is EventOutcome.NO_SESSIONS


def test_who_is_asked_again_is_asked_once(cast, course):
    course.asks_to_reconfirm = True
    course.save()
    move_offering(by=cast.organiser, offering=course, first_on=date(2027, 3, 8))
    assert Notice.objects.get(kind=Kind.RECONFIRM).recipient == cast.participant
    assert Notice.objects.get(kind=Kind.CHANGED).recipient == cast.colleague
    assert Registration.objects.get(person=cast.participant).reconfirm_by is not None


@pytest.fixture
def bus(db):
    """A bus for forty-five."""
    return Bus.objects.create(plate="苏E12345", seats=45)


def route_on(cast, offering, bus, day):
    """The way there and back on a day of March 2027, with one stop."""
    values = {"meeting_point": "南门", "meets_at": at(3, day, 7), "returns_at": at(3, day, 18)}
    stop = StopPlan(at(3, day, 8), at(3, day, 8), place="服务区")
    plan = RoutePlan(values, [BusPlan(bus)], [stop])
    return save_route(by=cast.organiser, offering=offering, plan=plan).record


def test_the_ways_there_go_along(cast, course, bus):
    routes = [route_on(cast, course, bus, day) for day in (1, 2)]
    assert move_offering(by=cast.organiser, offering=course, first_on=date(2027, 3, 2)).ok
    for route, day in zip(routes, (2, 3), strict=True):
        route.refresh_from_db()
        assert (route.meets_at, route.returns_at) == (at(3, day, 7), at(3, day, 18))
        assert route.buses.get().starts_at == at(3, day, 7)
        assert route.stops.get().arrives_at == at(3, day, 8)


def test_a_bus_that_others_have_takes_everything_back(cast, course, bus):
    route_on(cast, course, bus, 1)
    other = make_offering(unit=cast.city, sessions=0)
    make_session(other, starts_at=at(3, 8))
    route_on(cast, other, bus, 8)
    before = days(course)
    told = Notice.objects.count()
    refused = move_offering(by=cast.organiser, offering=course, first_on=date(2027, 3, 8))
    assert refused.outcome is EventOutcome.BUS_TAKEN
    assert days(course) == before
    assert Notice.objects.count() == told


def test_a_way_that_was_driven_stays_and_the_evening_before_goes_along(
    cast, course, bus, monkeypatch
):
    driven = route_on(cast, course, bus, 1)
    values = {"meeting_point": "南门", "meets_at": at(3, 1, 20), "returns_at": at(3, 2, 20)}
    evening = save_route(
        by=cast.organiser, offering=course, plan=RoutePlan(values, [BusPlan(bus)])
    ).record
    monkeypatch.setattr(timezone, "now", lambda: at(3, 1, 11))
    assert move_offering(by=cast.organiser, offering=course, first_on=date(2027, 3, 2)).ok
    driven.refresh_from_db()
    evening.refresh_from_db()
    assert (driven.meets_at, driven.buses.get().starts_at) == (at(3, 1, 7), at(3, 1, 7))
    assert evening.meets_at == at(3, 2, 20)
