"""The scenes: each draws one motif on a sheet."""

from collections.abc import Callable

from media.drawing.scenes import (
    campuses,
    districts,
    film,
    gatherings,
    industry,
    journeys,
    landscapes,
    memorials,
    roofs,
    space,
    study,
)
from media.drawing.sheet import Sheet

SCENES: dict[str, Callable[[Sheet], None]] = {
    "path": journeys.path,
    "tea": gatherings.tea,
    "lamp": gatherings.lamp,
    "podium": gatherings.podium,
    "wave": journeys.wave,
    "arch": journeys.archway,
    "circle": gatherings.circle,
    "screen": film.screen,
    "stele": memorials.stele,
    "museum": roofs.museum,
    "memorial": memorials.memorial,
    "roof": roofs.roof,
    "campus": campuses.campus,
    "hall": gatherings.hall,
    "cinema": film.cinema,
    "enterprise": industry.enterprise,
    "area": districts.area,
    "orbit": space.orbit,
    "terraces": landscapes.terraces,
    "bridge": landscapes.bridge,
    "mountain": landscapes.mountain,
    "book": study.book,
    "pen": study.pen,
}
