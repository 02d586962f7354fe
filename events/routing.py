"""The ways of an offering, with their buses and stops, as pages show them."""

from typing import Any

from events.models import Offering


def routes_of(offering: Offering) -> Any:
    """All routes in the order of time with everything that is shown. Three queries."""
    rows = offering.routes.select_related("session")
    return rows.prefetch_related("buses__bus", "stops__venue")
