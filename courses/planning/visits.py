"""The ways of planned visits: which route leads to which session, and what each says of itself."""

from collections.abc import Iterable
from typing import Any

from courses.planning.plans import Entry, Plan
from events.enums import VISITING
from events.models import Route
from events.routing import routes_of


def ways_of(plan: Plan) -> dict[str, list[Route]]:
    """The routes that lead to each session of a plan, by its key. One query; three with routes.

    A route of its own goes before one of the whole offering during which it is held.
    """
    routes = list(routes_of(plan.cohort.offering))
    return {entry.key: _to(entry, routes) for entry in plan.standing()} if routes else {}


def _to(entry: Entry, routes: Iterable[Route]) -> list[Route]:
    if entry.session is not None:
        own = [route for route in routes if route.session_id == entry.session.pk]
        if own:
            return own
    return [route for route in routes if route.session_id is None and _covers(route, entry.slot)]


def _covers(route: Route, slot: Any) -> bool:
    return route.meets_at <= slot.starts_at and slot.ends_at <= route.returns_at


def awaiting(plan: Plan, entry: Entry) -> list[Route]:
    """Routes of no session under which this visit alone is held: they were planned for it."""
    slot, standing = entry.slot, plan.standing()
    free = plan.cohort.offering.routes.filter(
        session=None, meets_at__lte=slot.starts_at, returns_at__gte=slot.ends_at
    )
    return [r for r in free if [e.key for e in standing if _covers(r, e.slot)] == [entry.key]]


def is_visit(slot: Any) -> bool:
    """Whether people go somewhere for it."""
    return slot.form in VISITING
