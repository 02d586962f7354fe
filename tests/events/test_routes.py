"""The way of a visit: meeting point, buses, stops, return."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.actions import (
    add_session,
    cancel_offering,
    cancel_session,
    clone_offering,
    move_offering,
    move_session,
    remove_route,
    save_route,
)
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import Bus, Route, RouteBus
from events.outcomes import EventOutcome, RouteOutcome
from tests.events.conflicts.conftest import at
from tests.factories import make_offering, make_session, make_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    offering = make_offering(unit=cast.district, sessions=0, label="第1期")
    make_session(offering, starts_at=at("09:00"), venue=make_venue("沙家浜"))
    return offering


@pytest.fixture
def bus(db):
    return Bus.objects.create(plate="苏E12345", seats=45)


def plan(*buses, stops=(), meets="07:30", back="17:00", days=0, **values) -> RoutePlan:
    times = {"meets_at": at(meets, days), "returns_at": at(back, days)}
    return RoutePlan(
        {"meeting_point": "市民中心南门"} | times | values,
        [entry if isinstance(entry, BusPlan) else BusPlan(entry) for entry in buses],
        stops,
    )


def save(cast, offering, wanted, **more):
    return save_route(by=cast.organiser, offering=offering, plan=wanted, **more)


def test_a_route_has_its_buses_and_its_stops_in_order(cast, offering, bus):
    venue = make_venue("千灯古镇")
    stops = [
        StopPlan(at("08:30"), at("10:00"), venue=venue),
        StopPlan(at("10:30"), at("10:30"), place="服务区"),
    ]
    result = save(cast, offering, plan(BusPlan(bus, "沈若兰", 40), stops=stops))
    assert result.outcome is RouteOutcome.SAVED
    route = result.record
    assert [str(stop) for stop in route.stops.all()] == ["千灯古镇", "服务区"]
    held = route.buses.get()
    assert (held.leader, held.headcount, held.starts_at) == ("沈若兰", 40, at("07:30"))
    assert result.record.offering.revision == offering.revision + 1


def test_saving_anew_keeps_the_row_of_a_bus_that_stays(cast, offering, bus):
    other = Bus.objects.create(plate="苏E67890", seats=30)
    route = save(cast, offering, plan(bus, other)).record
    row = route.buses.get(bus=bus)
    save(cast, offering, plan(BusPlan(bus, "顾安然", 3), back="18:00"), route=route)
    kept = route.buses.get()
    assert (kept.pk, kept.leader, kept.ends_at) == (row.pk, "顾安然", at("18:00"))


@pytest.mark.parametrize(
    ("stops", "outcome"),
    [
        ([("07:00", "08:00")], "OUT_OF_ORDER"),
        ([("16:00", "17:30")], "OUT_OF_ORDER"),
        ([("09:00", "10:00"), ("09:30", "11:00")], "OUT_OF_ORDER"),
        ([("10:00", "09:00")], "OUT_OF_ORDER"),
        ([("07:30", "09:00"), ("09:00", "17:00")], "SAVED"),
    ],
)
def test_stops_follow_each_other_between_meeting_and_return(cast, offering, stops, outcome):
    planned = [StopPlan(at(a), at(b), place="一站") for a, b in stops]
    assert save(cast, offering, plan(stops=planned)).outcome is RouteOutcome[outcome]
    assert Route.objects.exists() is (outcome == "SAVED")


def test_a_group_is_back_after_it_has_met(cast, offering):
    result = save(cast, offering, plan(meets="17:00", back="07:30"))
    assert result.outcome is RouteOutcome.BACK_BEFORE_MEETING


def test_more_people_than_seats_are_refused(cast, offering, bus):
    result = save(cast, offering, plan(BusPlan(bus, "", 46)))
    assert result.outcome is RouteOutcome.BUS_TOO_SMALL
    assert "45" in result.message
    assert "46" in result.message


def test_a_route_is_of_its_own_offerings_session(cast, offering):
    foreign = make_offering(unit=cast.district).sessions.get()
    result = save(cast, offering, plan(session=foreign))
    assert result.outcome is RouteOutcome.NOT_OF_THIS_OFFERING


def test_a_bus_is_on_one_route_at_a_time(cast, offering, bus):
    route = save(cast, offering, plan(bus)).record
    other = make_offering(unit=cast.district, label="第2期")
    refused = save(cast, other, plan(bus, meets="16:00", back="19:00"))
    assert refused.outcome is EventOutcome.BUS_TAKEN
    assert "第1期" in refused.message
    assert save(cast, other, plan(bus, meets="17:00", back="19:00")).ok
    again = save(cast, offering, plan(bus, back="16:30"), route=route)
    assert again.outcome is RouteOutcome.SAVED, "it is not in the way of itself"


def test_a_bus_is_either_on_a_route_or_at_a_session_of_another_offering(cast, offering, bus):
    save(cast, offering, plan(bus))
    times = {"starts_at": at("10:00"), "ends_at": at("11:00")}
    own = add_session(by=cast.organiser, offering=offering, title="馆内", bus=bus, **times)
    assert own.outcome is EventOutcome.SESSION_ADDED, "the route carries its own session"
    other = make_offering(unit=cast.district, label="第2期", sessions=0)
    foreign = add_session(by=cast.organiser, offering=other, title="馆外", bus=bus, **times)
    assert foreign.outcome is EventOutcome.BUS_TAKEN
    other_bus = Bus.objects.create(plate="苏E67890", seats=30)
    add_session(by=cast.organiser, offering=other, title="馆外", bus=other_bus, **times)
    assert save(cast, offering, plan(other_bus)).outcome is EventOutcome.BUS_TAKEN


def test_the_database_refuses_a_bus_on_two_routes(cast, offering, bus):
    save(cast, offering, plan(bus))
    other = save(cast, make_offering(unit=cast.district), plan()).record
    with pytest.raises(IntegrityError, match="route_bus_held_once"), transaction.atomic():
        RouteBus.objects.create(route=other, bus=bus, starts_at=at("10:00"), ends_at=at("11:00"))


@pytest.mark.parametrize("what", ["session", "offering", "route"])
def test_buses_are_free_when_nobody_rides(cast, offering, bus, what):
    session = offering.sessions.get()
    route = save(cast, offering, plan(bus, session=session)).record
    if what == "session":
        cancel_session(by=cast.organiser, session=session, reason="台风")
    elif what == "offering":
        cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    else:
        assert remove_route(by=cast.organiser, route=route).outcome is RouteOutcome.REMOVED
    assert save(cast, make_offering(unit=cast.district), plan(bus)).outcome is RouteOutcome.SAVED


def test_a_copy_goes_the_same_way_without_a_bus_that_others_have(cast, offering, bus):
    other_bus = Bus.objects.create(plate="苏E67890", seats=30)
    stops = [StopPlan(at("08:30"), at("10:00"), place="一站")]
    wanted = plan(bus, other_bus, stops=stops, session=offering.sessions.get())
    save(cast, offering, wanted)
    save(cast, make_offering(unit=cast.district), plan(bus, days=7))
    result = clone_offering(
        by=cast.organiser, offering=offering, first_on=at("0:00", 7).date(), label="第3期"
    )
    assert result.outcome is EventOutcome.CLONED_WITH_GAPS
    route = result.record.routes.get()
    assert (route.meets_at, route.returns_at) == (at("07:30", 7), at("17:00", 7))
    assert route.session == result.record.sessions.get()
    assert [str(held) for held in route.buses.all()] == ["苏E67890"]
    assert route.stops.get().arrives_at == at("08:30", 7)


def test_a_sessions_own_way_goes_along_when_it_moves(cast, offering, bus):
    session = offering.sessions.get()
    stops = [StopPlan(at("08:30"), at("10:00"), place="一站")]
    route = save(cast, offering, plan(bus, stops=stops, session=session)).record
    times = {"starts_at": at("10:00", 1), "ends_at": at("12:00", 1)}
    assert move_session(by=cast.organiser, session=session, **times).ok
    route.refresh_from_db()
    assert (route.meets_at, route.returns_at) == (at("08:30", 1), at("18:00", 1))
    assert route.stops.get().arrives_at == at("09:30", 1)
    assert save(cast, make_offering(unit=cast.district), plan(bus)).ok, "the old day is free"


def test_neither_session_nor_way_moves_to_where_the_bus_is_taken(cast, offering, bus):
    session = offering.sessions.get()
    route = save(cast, offering, plan(bus, session=session)).record
    save(cast, make_offering(unit=cast.district, label="第2期"), plan(bus, days=1))
    times = {"starts_at": at("10:00", 1), "ends_at": at("12:00", 1)}
    result = move_session(by=cast.organiser, session=session, **times)
    assert result.outcome is EventOutcome.BUS_TAKEN
    for record, name, was in ((session, "starts_at", "09:00"), (route, "meets_at", "07:30")):
        record.refresh_from_db()
        assert getattr(record, name) == at(was)


def test_ways_of_several_days_move_with_their_offering(cast, offering, bus):
    make_session(offering, starts_at=at("09:00", 1))
    for days in (0, 1):
        save(cast, offering, plan(bus, days=days))
    result = move_offering(by=cast.organiser, offering=offering, first_on=at("0:00", 1).date())
    assert result.ok
    assert [r.meets_at for r in offering.routes.all()] == [at("07:30", 1), at("07:30", 2)]
    save(cast, make_offering(unit=cast.district), plan(bus, days=0))
    back = move_offering(by=cast.organiser, offering=offering, first_on=at("0:00").date())
    assert back.outcome is EventOutcome.BUS_TAKEN
    assert [r.meets_at for r in offering.routes.all()] == [at("07:30", 1), at("07:30", 2)]
    assert offering.sessions.earliest("starts_at").starts_at == at("09:00", 1)


def test_values_with_an_action_of_their_own_are_not_written(cast, offering):
    with pytest.raises(ValueError, match="offering"):
        save(cast, offering, plan(offering=offering))


@pytest.mark.parametrize("number", [1, 3])
def test_a_whole_route_takes_a_fixed_number_of_queries(
    cast, offering, django_assert_num_queries, number
):
    buses = [Bus.objects.create(plate=f"苏E{n}", seats=9) for n in range(number)]
    moments = [at("08:00") + timedelta(minutes=10 * n) for n in range(number)]
    stops = [StopPlan(moment, moment, place="一站") for moment in moments]
    with django_assert_num_queries(26):
        assert save(cast, offering, plan(*buses, stops=stops)).ok
