"""Venues by their distance from a place: a reader's rough position, a town, another venue.

A position is rounded to about a kilometre before it is used and is kept nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from events.coordinates import to_gcj02, to_wgs84
from events.enums import CoordinateSystem
from events.ground import NoPoint, Point, distance, middle, read_point

# Decimals of a degree that are kept of a reader's position: about a kilometre.
ROUGHLY = 2
KILOMETRE = 1000


class Spot(NamedTuple):
    """A venue's point as the records have it; `key` is whatever it is sorted for."""

    key: Any
    latitude: Any
    longitude: Any
    system: str

    @property
    def point(self) -> Point | None:
        """(latitude, longitude) in its own system; None where it is unknown."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.latitude), float(self.longitude)


@dataclass(frozen=True)
class Origin:
    """From where distances are measured, once in each system: venues need not be converted.

    Both are shifted alike within a city, so that a distance is true to a fraction of a per cent.
    """

    value: str
    label: str
    points: dict[str, Point]
    is_position: bool = False

    def metres_to(self, spot: Spot) -> float | None:
        """Metres along the ground; None for a venue without a point."""
        point = spot.point
        return None if point is None else distance(self.points[spot.system], point)


def origin(
    value: str, label: str, point: Point, system: str, *, is_position: bool = False
) -> Origin:
    """An origin at a point of a system."""
    points = {
        str(CoordinateSystem.WGS84): to_wgs84(*point, system),
        str(CoordinateSystem.GCJ02): to_gcj02(*point, system),
    }
    return Origin(value, label, points, is_position)


def position(words: str) -> Origin | None:
    """A reader's position as browsers give it (WGS-84), rounded; None for other words."""
    try:
        latitude, longitude = read_point(words)
    except NoPoint:
        return None
    rough = round(latitude, ROUGHLY), round(longitude, ROUGHLY)
    value = f"{rough[0]:.{ROUGHLY}f},{rough[1]:.{ROUGHLY}f}"
    label = gettext("my position")
    return origin(value, label, rough, CoordinateSystem.WGS84, is_position=True)


def middle_of(value: str, label: str, spots: Iterable[Spot]) -> Origin | None:
    """The middle of a town's venues; None where none of them has a point."""
    points = [to_wgs84(*spot.point, spot.system) for spot in spots if spot.point]
    found = middle(points)
    return origin(value, label, found, CoordinateSystem.WGS84) if found else None


def by_distance(start: Origin, spots: Iterable[Spot]) -> list[tuple[Any, float | None]]:
    """Keys with their metres, the nearest first; what has no point stands last."""
    found = [(spot.key, start.metres_to(spot)) for spot in spots]
    return sorted(found, key=lambda pair: (pair[1] is None, pair[1] or 0.0))


def distance_words(metres: float | None, *, roughly: bool = False) -> str:
    """About 800 metres, about 3.2 kilometres; whole kilometres from ten on, or `roughly`."""
    if metres is None:
        return ""
    if metres < KILOMETRE and not roughly:
        hundreds = max(round(metres / 100), 1) * 100
        text = ngettext("about %(count)s metre", "about %(count)s metres", hundreds)
        return text % {"count": hundreds}
    kilometres = metres / KILOMETRE
    whole = roughly or kilometres >= 10
    shown = max(round(kilometres), 1) if whole else round(kilometres, 1)
    text = ngettext("about %(count)s kilometre", "about %(count)s kilometres", 1 + (shown != 1))
    return text % {"count": f"{shown:g}"}
