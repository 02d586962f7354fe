"""The ways of an offering, with their buses and stops, as pages show them."""

from typing import Any

from events.enums import OfferingState
from events.models import Offering


def routes_of(offering: Offering) -> Any:
    """All routes in the order of time with everything that is shown. Three queries."""
    rows = offering.routes.select_related("session")
    return rows.prefetch_related("buses__bus", "stops__venue")


def routes_held(offering: Offering) -> Any:
    """Those on which a group sets out: none of what is cancelled. At most three queries."""
    if offering.state == OfferingState.CANCELLED:
        return []
    return routes_of(offering).filter(session__cancelled_at=None)
