"""Map points between systems: Chinese maps (GCJ-02) are shifted some hundred metres against GPS."""

from decimal import Decimal

import prcoords

from events.enums import CoordinateSystem

PLACES = 6
"""Decimals of a degree that are kept: about a decimetre."""


def to_wgs84(
    latitude: Decimal | float, longitude: Decimal | float, system: str
) -> tuple[float, float]:
    """(latitude, longitude) in degrees of WGS-84, which RFC 5545 and schema.org mean.

    Points outside China stay: no shift is published for them. True to about a centimetre against
    the inverse of the shift, which itself is known from measurements alone.
    """
    point = (float(latitude), float(longitude))
    if system == CoordinateSystem.GCJ02 and prcoords.sanity_in_china_p(prcoords.Coords(*point)):
        point = tuple(prcoords.gcj_wgs_bored(point, check_china=False))
    return round(point[0], PLACES), round(point[1], PLACES)


def to_bd09(
    latitude: Decimal | float, longitude: Decimal | float, system: str
) -> tuple[float, float]:
    """(latitude, longitude) in degrees of BD-09, which Baidu's maps alone expect."""
    point = to_gcj02(latitude, longitude, system)
    if not prcoords.sanity_in_china_p(prcoords.Coords(*point)):
        return point
    point = tuple(prcoords.gcj_bd(prcoords.Coords(*point)))
    return round(point[0], PLACES), round(point[1], PLACES)


def to_gcj02(
    latitude: Decimal | float, longitude: Decimal | float, system: str
) -> tuple[float, float]:
    """(latitude, longitude) in degrees of GCJ-02, which Chinese map applications expect."""
    point = (float(latitude), float(longitude))
    if system == CoordinateSystem.WGS84 and prcoords.sanity_in_china_p(prcoords.Coords(*point)):
        point = tuple(prcoords.wgs_gcj(point, check_china=False))
    return round(point[0], PLACES), round(point[1], PLACES)
