"""How long it takes from one venue to another, roughly: enough to see what cannot be done."""

import math
from typing import Any

from events.coordinates import to_wgs84
from events.enums import VenueType
from events.ground import Point, distance

SPEED = 30
"""Kilometres an hour along the great circle: roads are longer, and towns are slow."""
MINIMUM = 15
"""Minutes for leaving one venue and entering another, however near they are."""
SAME_TOWN, OTHER_TOWN = 30, 60
"""Minutes where coordinates are missing."""


def point_of(venue: Any) -> Point | None:
    """(latitude, longitude) in WGS-84, whatever system the venue's are given in; None without."""
    if venue.latitude is None or venue.longitude is None:
        return None
    return to_wgs84(venue.latitude, venue.longitude, venue.coordinate_system)


def minutes_between(here: Any, there: Any) -> int:
    """Minutes from one venue to the other; 0 within one, to and from what is online or unnamed."""
    if here is None or there is None or here.pk == there.pk:
        return 0
    if VenueType.ONLINE in (here.venue_type, there.venue_type):
        return 0
    first, second = point_of(here), point_of(there)
    if first is None or second is None:
        return SAME_TOWN if here.town and here.town == there.town else OTHER_TOWN
    return max(MINIMUM, math.ceil(distance(first, second) / 1000 / SPEED * 60))
