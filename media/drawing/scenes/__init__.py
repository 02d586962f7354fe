"""The scenes: each draws one motif on a sheet."""

from collections.abc import Callable

from media.drawing.scenes import gatherings, journeys, places, works
from media.drawing.sheet import Sheet

SCENES: dict[str, Callable[[Sheet], None]] = {
    "path": journeys.path,
    "tea": gatherings.tea,
    "lamp": gatherings.lamp,
    "podium": gatherings.podium,
    "wave": journeys.wave,
    "arch": journeys.archway,
    "circle": gatherings.circle,
    "screen": gatherings.screen,
    "stele": places.stele,
    "museum": places.museum,
    "memorial": places.memorial,
    "roof": places.roof,
    "campus": places.campus,
    "hall": gatherings.hall,
    "cinema": works.cinema,
    "enterprise": works.enterprise,
    "area": works.area,
    "orbit": works.orbit,
    "terraces": journeys.terraces,
    "bridge": journeys.bridge,
    "mountain": journeys.mountain,
    "book": works.book,
    "pen": works.pen,
}
