"""The fence: advice whether a phone is at the venue. Positions are judged here and forgotten."""

from math import asin, cos, radians, sin, sqrt
from typing import Any

from attendance.enums import Position
from attendance.models import Door
from events.coordinates import to_wgs84
from events.enums import CoordinateSystem

EARTH = 6_371_000
"""Mean radius in metres (IUGG)."""
COARSEST = 1_000
"""Metres of inexactness beyond which a position says nothing."""


def is_asked(door: Door, session: Any) -> bool:
    """Whether phones are asked where they are: a fence was set and the venue is on the map."""
    venue = session.venue
    return bool(door.fence and venue and venue.latitude is not None and venue.longitude is not None)


def judge(door: Door, session: Any, where: tuple[float, float, float] | None) -> str:
    """Inside or outside, for (latitude, longitude, inexactness in metres); None was not told.

    Phones mean WGS-84, browsers of Chinese applications at times GCJ-02: the nearer of the two
    counts, and the inexactness that the phone states is granted. Empty where nobody is asked.
    """
    if not is_asked(door, session):
        return ""
    if where is None:
        return Position.REFUSED
    latitude, longitude, inexact = where
    if inexact > COARSEST:
        return Position.UNCLEAR
    venue = session.venue
    there = to_wgs84(venue.latitude, venue.longitude, venue.coordinate_system)
    readings = [(latitude, longitude), to_wgs84(latitude, longitude, CoordinateSystem.GCJ02)]
    nearest = min(metres(there, here) for here in readings)
    return Position.INSIDE if nearest <= (door.fence or 0) + inexact else Position.OUTSIDE


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points in degrees, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
