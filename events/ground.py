"""Points and areas on the ground: reading corners, distances, a plane around a point."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Mean radius of the earth in metres (IUGG R1).
EARTH = 6_371_008.8
MOST_CORNERS = 60
PAIR = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$", re.ASCII)

Point = tuple[float, float]


class NoPoint(ValueError):
    """Words that are no latitude and longitude."""


def read_point(words: str) -> Point:
    """`31.30, 120.60` as (latitude, longitude) in degrees; raises NoPoint."""
    match = PAIR.match(words)
    if match is None:
        raise NoPoint(words)
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise NoPoint(words)
    return latitude, longitude


def read_corners(words: str) -> list[Point]:
    """The corners of an area, one a line; raises NoPoint for a line that is none."""
    return [read_point(line) for line in words.splitlines() if line.strip()]


def check_corners(words: str) -> None:
    """Raise ValidationError for what is no area."""
    try:
        corners = read_corners(words)
    except NoPoint as wrong:
        raise ValidationError(
            _("“%(line)s” is no corner. Write latitude and longitude: 31.3012, 120.6034."),
            params={"line": str(wrong)[:60]},
        ) from None
    if corners and not 3 <= len(corners) <= MOST_CORNERS:
        raise ValidationError(
            _("An area has at least three corners and at most %(most)s."),
            params={"most": MOST_CORNERS},
        )


def distance(one: Point, other: Point) -> float:
    """Metres between two points of the same system along the ground (haversine)."""
    north, east = (radians(one[i] - other[i]) for i in (0, 1))
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def middle(points: Iterable[Point]) -> Point | None:
    """The mean of some points of one town; None of none."""
    found = list(points)
    if not found:
        return None
    return sum(p[0] for p in found) / len(found), sum(p[1] for p in found) / len(found)


@dataclass(frozen=True)
class Plane:
    """Flat metres east and south of a point: good for a drawing of a town or a district."""

    centre: Point

    def of(self, point: Point) -> Point:
        """(metres to the east, metres to the south)."""
        metres = radians(1) * EARTH
        east = (point[1] - self.centre[1]) * metres * cos(radians(self.centre[0]))
        return east, (self.centre[0] - point[0]) * metres
