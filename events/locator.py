"""Where a venue lies: a drawing without a map, its neighbours, and links into people's own maps."""

from dataclasses import dataclass
from math import floor, hypot, log10
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _

from events.coordinates import to_bd09, to_gcj02, to_wgs84
from events.ground import Plane, Point, middle, read_corners
from events.models import VenuePage
from events.nearby import Spot, by_distance, distance_words, origin
from publishing.queries import open_to_all

WIDTH, HEIGHT, MARGIN = 320, 240, 28
NEIGHBOURS = 5
# Further away than this, a neighbour says nothing about where one is.
FAR = 60_000
LEAST = 1_500  # metres from the middle to the edge
BAR = 90  # px that the scale bar takes at most
ROOM = 20  # px from the middle of one number to that of another
SOURCE = "yanxi"
SPOT = ("venue__latitude", "venue__longitude", "venue__coordinate_system")


@dataclass(frozen=True)
class Neighbour:
    """Another venue close by: its number in the drawing, how far, and where it stands there."""

    number: int
    title: str
    url: str
    away: str
    x: float
    y: float


@dataclass(frozen=True)
class Locator:
    """The drawing: everything in its own units, north up."""

    neighbours: list[Neighbour]
    radius: float
    corners: str
    bar: float
    bar_words: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def x(self) -> float:
        """The venue itself stands in the middle."""
        return self.width / 2

    @property
    def y(self) -> float:
        """The venue itself stands in the middle."""
        return self.height / 2


def point_of(venue: Any) -> Point | None:
    """(latitude, longitude) in the venue's own system; of an area its middle."""
    corners = read_corners(venue.corners)
    if venue.latitude is not None and venue.longitude is not None:
        return float(venue.latitude), float(venue.longitude)
    return middle(corners)


def locator_of(page: Any, request: Any) -> Locator | None:
    """The drawing of a venue's page; None where nobody knows the point. One query."""
    venue = page.venue
    point = point_of(venue)
    if point is None:
        return None
    near = _near(page, point)
    plane = Plane(point)
    corners = [plane.of(corner) for corner in read_corners(venue.corners)]
    here = origin("", "", point, venue.coordinate_system)
    places = [Plane(here.points[other.venue.coordinate_system]).of(_known(other)) for other in near]
    radius = 0 if corners else venue.radius or 0
    scale = _scale([*places, *corners, (radius, radius)])
    drawn = _apart([_drawn(place, scale) for place in places])
    return Locator(
        neighbours=[
            Neighbour(
                number,
                other.title,
                other.get_url(request) or "",
                distance_words(other.metres),
                *place,
            )
            for number, (other, place) in enumerate(zip(near, drawn, strict=True), start=1)
        ],
        radius=round(radius * scale, 1),
        corners=" ".join(f"{x},{y}" for x, y in (_drawn(corner, scale) for corner in corners)),
        bar=round(_bar(scale) * scale, 1),
        bar_words=_length(_bar(scale)),
    )


def maps_of(venue: Any) -> list[dict[str, Any]]:
    """Links that open the point in people's own maps, each in the system that the map expects."""
    point = point_of(venue)
    if point is None:
        return []
    system, name = venue.coordinate_system, venue.name
    north, east = to_gcj02(*point, system)
    amap = {"position": f"{east},{north}", "name": name, "coordinate": "gaode", "src": SOURCE}
    tencent = f"coord:{north},{east};title:{name};addr:{venue.address or name}"
    bd_north, bd_east = to_bd09(*point, system)
    baidu = {
        "location": f"{bd_north},{bd_east}", "title": name, "content": venue.address or name,
        "output": "html", "coord_type": "bd09ll", "src": SOURCE,
    }  # fmt: skip
    true_north, true_east = to_wgs84(*point, system)
    apple = {"ll": f"{true_north},{true_east}", "q": name}
    tencent_query = urlencode({"marker": tencent, "coord_type": "1", "referer": SOURCE})
    return [
        {"label": _("Amap"), "url": f"https://uri.amap.com/marker?{_query(amap)}"},
        {"label": _("Baidu Maps"), "url": f"https://api.map.baidu.com/marker?{_query(baidu)}"},
        {
            "label": _("Tencent Maps"),
            "url": f"https://apis.map.qq.com/uri/v1/marker?{tencent_query}",
        },
        {"label": _("Apple Maps"), "url": f"https://maps.apple.com/?{_query(apple)}"},
        {"label": _("Map of this phone"), "url": f"geo:{true_north:.6f},{true_east:.6f}"},
    ]


def _query(values: dict[str, str]) -> str:
    return urlencode(values, quote_via=quote)


def _near(page: Any, point: Point) -> list[Any]:
    """Pages of the nearest venues in the same language, each with its `metres`."""
    venue = page.venue
    others = open_to_all(VenuePage.objects.filter(locale_id=page.locale_id))
    others = others.exclude(venue_id=venue.pk).select_related("venue")
    pages = {one.pk: one for one in others.only("title", "url_path", *SPOT)}
    spots = [
        Spot(key, at.venue.latitude, at.venue.longitude, at.venue.coordinate_system)
        for key, at in pages.items()
    ]
    here = origin("", "", point, venue.coordinate_system)
    found = []
    for key, metres in by_distance(here, spots)[:NEIGHBOURS]:
        if metres is not None and metres <= FAR:
            pages[key].metres = metres
            found.append(pages[key])
    return found


def _known(page: Any) -> Point:
    return float(page.venue.latitude), float(page.venue.longitude)


def _scale(places: list[Point]) -> float:
    """Units of the drawing a metre, so that everything fits."""
    wide = max([LEAST, *(abs(x) for x, _y in places)])
    high = max([LEAST, *(abs(y) for _x, y in places)])
    return min((WIDTH / 2 - MARGIN) / wide, (HEIGHT / 2 - MARGIN) / high)


def _drawn(place: Point, scale: float) -> tuple[float, float]:
    return round(WIDTH / 2 + place[0] * scale, 1), round(HEIGHT / 2 + place[1] * scale, 1)


def _apart(places: list[Point]) -> list[Point]:
    """The same with numbers that would cover each other, or the venue itself, pushed aside."""
    found: list[Point] = [(WIDTH / 2, HEIGHT / 2)]
    for x, y in places:
        for other_x, other_y in found:
            gap = hypot(x - other_x, y - other_y)
            if gap < ROOM:
                push = (ROOM - gap) / (gap or 1)
                x, y = x + (x - other_x or 1) * push, y + (y - other_y) * push  # noqa: PLW2901
        found.append((round(x, 1), round(y, 1)))
    return found[1:]


def _bar(scale: float) -> int:
    """A round number of metres that fits the scale bar: 1, 2 or 5 and zeros."""
    most = BAR / scale
    ten: int = 10 ** floor(log10(most))
    return next(step * ten for step in (5, 2, 1) if step * ten <= most)


def _length(metres: int) -> str:
    return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
