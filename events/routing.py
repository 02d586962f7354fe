"""The ways of an offering, with their buses and stops, as pages show them."""

from typing import Any

from django.db.models import Prefetch

from events.enums import OfferingState
from events.models import Offering, RouteBus, RouteStop


def routes_of(offering: Offering) -> Any:
    """All routes in the order of time with everything that is shown. Three queries."""
    rows = offering.routes.select_related("session")
    buses, stops = RouteBus.objects.select_related("bus"), RouteStop.objects.select_related("venue")
    return rows.prefetch_related(Prefetch("buses", buses), Prefetch("stops", stops))


def routes_held(offering: Offering) -> Any:
    """Those on which a group sets out: none of what is cancelled. At most three queries."""
    if offering.state == OfferingState.CANCELLED:
        return []
    return routes_of(offering).filter(session__cancelled_at=None)
