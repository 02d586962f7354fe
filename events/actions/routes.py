"""The way of a visit: saved whole, with its buses and stops, or not at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from events import changes
from events.actions.holding import is_held_twice, refused
from events.actions.locks import lock_buses, lock_offering, raise_revision
from events.conflicts import Conflict, Wanted, bus_on, find_conflicts
from events.models import Offering, Route, RouteBus, RouteStop, Session
from events.outcomes import RouteOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

TEXTS = (
    "meeting_point", "meeting_point_en", "return_point", "return_point_en", "note", "note_en",
)  # fmt: skip
WRITTEN = ("sort_order", "leader", "headcount", "starts_at", "ends_at", "released")
TOLD = ("meets_at", "meeting_point", "meeting_point_en", "returns_at")
EDITABLE = frozenset({*TEXTS, "meets_at", "returns_at", "session"})
type Ways = list[tuple[Route, Callable[[datetime], datetime]]]
"""Routes that are moved, each with what takes an instant of its own to the new one."""


@dataclass(frozen=True)
class BusPlan:
    """A bus as it is wanted: whom it carries, who leads it."""

    bus: Any
    leader: str = ""
    headcount: int = 0


@dataclass(frozen=True)
class StopPlan:
    """A stop as it is wanted."""

    arrives_at: datetime
    leaves_at: datetime
    venue: Any = None
    place: str = ""
    place_en: str = ""


@dataclass(frozen=True)
class RoutePlan:
    """A whole route as it is wanted; `values` are those of EDITABLE."""

    values: dict[str, Any]
    buses: Sequence[BusPlan] = field(default_factory=tuple)
    stops: Sequence[StopPlan] = field(default_factory=tuple)


@action("events.save_route")
def save_route(*, by: Any, offering: Offering, plan: RoutePlan, route: Any = None) -> Result:
    """Make a route of the offering, or write `route` anew.

    Ends in SAVED (record: the route), BACK_BEFORE_MEETING, OUT_OF_ORDER, BUS_TOO_SMALL,
    NOT_OF_THIS_OFFERING or BUS_TAKEN. Everybody registered is told of a new way and of another
    time, place or bus. Raises ValueError for a value that is not editable.
    """
    if unknown := set(plan.values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
    offering = lock_offering(offering)
    lock_buses(planned.bus.pk for planned in plan.buses)
    route = Route(offering=offering) if route is None else offering.routes.get(pk=route.pk)
    was = _told(route) if route.pk else {}
    for name, value in plan.values.items():
        setattr(route, name, value)
    if refusal := _impossible(route, plan) or _bus_taken(route, plan.buses):
        return refusal
    try:
        with transaction.atomic():
            _write(route, plan, released=_is_released(offering, route.session))
    except IntegrityError as error:
        refusal = _bus_taken(route, plan.buses) if is_held_twice(error) else None
        if refusal is None:
            raise
        return refusal
    raise_revision(offering)
    page_cache.bump()
    _tell(offering, route, was, by)
    written = {"buses": len(plan.buses), "stops": len(plan.stops)}
    return Result(RouteOutcome.SAVED, route, {"name": str(route), "changes": written})


@action("events.remove_route")
def remove_route(*, by: Any, route: Route) -> Result:
    """Take a route away; its buses are free: REMOVED (record: the offering), and all are told."""
    offering = lock_offering(route.offering)
    name = str(route)
    route.offering = offering
    changes.tell(changes.RouteRemoved(route=route, by=by))
    route.delete()
    raise_revision(offering)
    page_cache.bump()
    return Result(RouteOutcome.REMOVED, offering, {"name": name, "changes": {"route": name}})


def _told(route: Route) -> dict[str, Any]:
    """What people go by, as it is saved; which buses they are as plates."""
    rows = RouteBus.objects.filter(route=route).order_by("bus__plate")
    plates = list(rows.values_list("bus__plate", flat=True))
    return {name: getattr(route, name) for name in TOLD} | {"buses": plates}


def _tell(offering: Offering, route: Route, was: dict[str, Any], by: Any) -> None:
    """Of a new way, and of what people go by when it changed; a note or a stop tells nobody."""
    now = _told(route) if was else {}
    before = {name: value for name, value in was.items() if value != now[name]}
    if before or not was:
        route.offering = offering
        changes.tell(changes.RouteChanged(route=route, before=before, by=by))


def release_buses(**those: Any) -> None:
    """Free the buses of routes that nobody rides: `route__session=` or `route__offering=`."""
    RouteBus.objects.filter(**those).update(released=True)


def move_routes(ways: Ways) -> Result | None:
    """Let ways go along with what they lead to; BUS_TAKEN when somebody else has a bus then.

    What goes later is written from the end, so that a bus of several days is not in its own way.
    The caller undoes what was written before a refusal.
    """
    ordered = sorted(ways, key=lambda way: way[0].meets_at)
    lock_buses(row.bus_id for route, _move in ordered for row in route.buses.all())
    if ordered and ordered[0][1](ordered[0][0].meets_at) > ordered[0][0].meets_at:
        ordered.reverse()
    for route, move in ordered:
        buses = [BusPlan(row.bus, row.leader, row.headcount) for row in route.buses.all()]
        stops = [
            StopPlan(move(s.arrives_at), move(s.leaves_at), s.venue, s.place, s.place_en)
            for s in route.stops.all()
        ]
        route.meets_at, route.returns_at = move(route.meets_at), move(route.returns_at)
        if refusal := _bus_taken(route, buses):
            return refusal
        released = _is_released(route.offering, route.session)
        _write(route, RoutePlan({}, buses, stops), released=released)
    return None


def ways_of(rewritten: Iterable[tuple[Session, dict[str, Any]]]) -> Ways:
    """The sessions' own routes: they set off as much later as their session begins.

    Each session comes unsaved, with the old values of what changes.
    """
    later = {
        session.pk: session.starts_at - before["starts_at"]
        for session, before in rewritten
        if "starts_at" in before
    }
    routes = routes_to_move(session__in=later) if later else ()
    return [(route, partial(_later, by=later[route.session_id])) for route in routes]


def _later(moment: datetime, *, by: timedelta) -> datetime:
    return moment + by


def routes_to_move(**those: Any) -> Any:
    """Routes with everything that moves with them: `session__in=` or `offering=`."""
    rows = Route.objects.filter(**those).select_related("offering", "session")
    return rows.prefetch_related("buses__bus", "stops__venue")


def copy_routes(
    offering: Offering, clone: Offering, twins: dict[int, Session], move: Callable[[Any], Any]
) -> int:
    """The same ways at another time; return how many lack a bus that somebody else has then.

    `twins` are the copies of sessions by the originals' keys, `move` takes an instant to its own.
    """
    lacking = 0
    for route in offering.routes.prefetch_related("buses__bus", "stops__venue"):
        if route.session_id and route.session_id not in twins:
            continue
        twin = Route(offering=clone, session=twins.get(route.session_id))
        twin.meets_at, twin.returns_at = move(route.meets_at), move(route.returns_at)
        for name in TEXTS:
            setattr(twin, name, getattr(route, name))
        buses = [BusPlan(b.bus, b.leader, b.headcount) for b in route.buses.all()]
        lock_buses(planned.bus.pk for planned in buses)
        taken = {conflict.key for conflict in _conflicts(twin, buses)}
        free = [planned for planned in buses if str(planned.bus.pk) not in taken]
        lacking += bool(taken)
        stops = [
            StopPlan(move(s.arrives_at), move(s.leaves_at), s.venue, s.place, s.place_en)
            for s in route.stops.all()
        ]
        _write(twin, RoutePlan({}, free, stops), released=False)
    return lacking


def _impossible(route: Route, plan: RoutePlan) -> Result | None:
    """Why it cannot be driven like this; the database says the same of each row."""
    if route.meets_at >= route.returns_at:
        return Result(RouteOutcome.BACK_BEFORE_MEETING, route)
    if route.session is not None and route.session.offering_id != route.offering_id:
        return Result(RouteOutcome.NOT_OF_THIS_OFFERING, route)
    moments = [route.meets_at]
    for stop in plan.stops:
        moments += [stop.arrives_at, stop.leaves_at]
    moments.append(route.returns_at)
    for stop, before, after in zip(plan.stops, moments[::2], moments[3::2], strict=False):
        if not before <= stop.arrives_at <= stop.leaves_at <= after:
            details = {"name": str(stop.venue or stop.place)}
            return Result(RouteOutcome.OUT_OF_ORDER, route, details)
    for planned in plan.buses:
        if planned.headcount > planned.bus.seats:
            details = {"name": str(planned.bus), "seats": planned.bus.seats}
            return Result(
                RouteOutcome.BUS_TOO_SMALL, route, details | {"number": planned.headcount}
            )
    return None


def _conflicts(route: Route, buses: Iterable[BusPlan]) -> list[Conflict]:
    """Where a bus of the route is somewhere else; the key is the bus's."""
    wanted = [
        Wanted(str(planned.bus.pk), bus_on(route, planned.bus.pk), route.offering_id)
        for planned in buses
    ]
    return [conflict for conflict in find_conflicts(wanted) if conflict.blocks]


def _bus_taken(route: Route, buses: Sequence[BusPlan]) -> Result | None:
    if _is_released(route.offering, route.session):
        return None
    return refused(route, _conflicts(route, buses))


def _is_released(offering: Offering, session: Session | None) -> bool:
    """Whether the route takes nobody anywhere any more."""
    return offering.state == "cancelled" or bool(session and session.is_cancelled)


def _write_buses(route: Route, buses: Sequence[BusPlan], *, released: bool) -> None:
    """A bus that stays keeps its row: people may be seated in it."""
    RouteBus.objects.filter(route=route).exclude(bus__in=[p.bus for p in buses]).delete()
    known = {row.bus_id: row for row in RouteBus.objects.filter(route=route)}
    rows = [known.get(planned.bus.pk) or RouteBus(bus=planned.bus) for planned in buses]
    for number, (row, planned) in enumerate(zip(rows, buses, strict=True)):
        row.route, row.sort_order = route, number
        row.leader, row.headcount = planned.leader, planned.headcount
        row.starts_at, row.ends_at, row.released = route.meets_at, route.returns_at, released
    RouteBus.objects.bulk_update([row for row in rows if row.pk], WRITTEN)
    RouteBus.objects.bulk_create(row for row in rows if not row.pk)


def _write(route: Route, plan: RoutePlan, *, released: bool) -> None:
    """Route, buses, stops."""
    route.save()
    _write_buses(route, plan.buses, released=released)
    RouteStop.objects.filter(route=route).delete()
    RouteStop.objects.bulk_create(
        RouteStop(
            route=route, sort_order=number, venue=stop.venue, place=stop.place,
            place_en=stop.place_en, arrives_at=stop.arrives_at, leaves_at=stop.leaves_at,
        )
        for number, stop in enumerate(plan.stops)
    )  # fmt: skip
