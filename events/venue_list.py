"""The list of venues: by type, town, topic, and distance from a town, a venue or the reader."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from events.enums import VenueType
from events.indexes import Listing, below, page_of, venue_card, with_card_pictures
from events.models import TeachingPoint, Venue, VenuePage
from events.nearby import Origin, Spot, by_distance, distance_words, middle_of, origin, position
from publishing.filters import Filters
from publishing.templatetags.components import text_of

NEAR, TOPIC = "near", "topic"
# As many topics are shown as links; others are reached from a venue's page.
TOPICS = 12
SPOT = ("venue__latitude", "venue__longitude", "venue__coordinate_system")


@dataclass
class Known:
    """What the filters are made of: types in use, towns by name with their points. One query."""

    types: set[str]
    towns: dict[str, dict[str, str]]
    spots: dict[str, list[Spot]]

    @classmethod
    def of(cls, pages: Any) -> "Known":
        """Of the venues of some pages."""
        known = cls(set(), {}, {})
        fields = ("venue__venue_type", "venue__town", "venue__town_en", "pk", *SPOT)
        for kind, town, town_en, *spot in pages.order_by("venue__town").values_list(*fields):
            known.types.add(kind)
            if town:
                known.towns.setdefault(town, {"town": town, "town_en": town_en})
                known.spots.setdefault(town, []).append(Spot(*spot))
        return known


def venue_listing(index: Any, request: Any) -> Listing:
    """Venues below an index page, as the address asks for them."""
    filters = Filters.of(request)
    pages = below(VenuePage, index)
    known = Known.of(pages)
    every = ("", gettext("All"))
    types = [(value, str(label)) for value, label in VenueType.choices if value in known.types]
    kind = filters.add("type", gettext("Type"), [every, *types])
    towns = [(town, text_of(named, "town")) for town, named in known.towns.items()]
    town = filters.add("town", gettext("Town"), [every, *towns])
    start = _origin(filters, known, towns)
    topic = _topic(filters, pages)
    if topic:
        at = TeachingPoint.objects.filter(topic=topic).values("venue")
        pages = pages.filter(venue__in=at)
    if kind:
        pages = pages.filter(venue__venue_type=kind)
    if town:
        pages = pages.filter(venue__town=town)
    listed, away = _sorted(pages, start)
    page = page_of(listed, request)
    cards = _cards(list(page.object_list), away, start, request)
    count = page.paginator.count
    result = ngettext("%(count)d venue", "%(count)d venues", count) % {"count": count}
    if start is not None:
        result = gettext("%(venues)s, the nearest to %(place)s first") % {
            "venues": result,
            "place": start.label,
        }
    return Listing(filters, page, cards, result)


def _topic(filters: Filters, pages: Any) -> str:
    """What teaching points are about: what most venues offer, and whatever is chosen."""
    points = TeachingPoint.objects.filter(venue__in=pages.order_by().values("venue"))
    counted = points.exclude(topic="").values("topic").annotate(number=Count("venue"))
    topics = list(counted.order_by("-number", "topic").values_list("topic", flat=True))
    asked = filters.query.get(TOPIC, "")
    shown = topics[:TOPICS]
    if asked in topics[TOPICS:]:
        shown.append(asked)
    if not topics:
        return ""
    choices = [(topic, text_of({"topic": topic}, "topic")) for topic in shown]
    return filters.add(TOPIC, gettext("Topic"), [("", gettext("All")), *choices])


def _origin(filters: Filters, known: Known, towns: list[tuple[str, Any]]) -> Origin | None:
    """From where distances count; what is chosen stands among the choices, whatever it is."""
    asked = filters.query.get(NEAR, "")
    start = position(asked) or _venue(asked)
    choices = [("", gettext("Any")), *((t, name) for t, name in towns if _has_point(known, t))]
    if start is not None:
        choices.append((start.value, start.label))
    if len(choices) < 2:
        return None
    chosen = filters.add(NEAR, gettext("Near"), choices)
    if start is not None or not chosen:
        return start
    return middle_of(chosen, dict(towns)[chosen], known.spots[chosen])


def _has_point(known: Known, town: str) -> bool:
    return any(spot.point for spot in known.spots.get(town, []))


def _venue(asked: str) -> Origin | None:
    """Another venue, by its public id."""
    if not asked.isascii() or not asked.isalnum():
        return None
    venue = Venue.objects.filter(public_id=asked, latitude__isnull=False).first()
    if venue is None or venue.longitude is None:
        return None
    point = float(venue.latitude), float(venue.longitude)
    return origin(asked, text_of(venue, "name"), point, venue.coordinate_system)


def _sorted(pages: Any, start: Origin | None) -> tuple[list[int], dict[int, float | None]]:
    """Keys of the pages in their order, and the metres of each; one query."""
    ordered = pages.order_by("venue__town", "title", "pk")
    if start is None:
        return list(ordered.values_list("pk", flat=True)), {}
    found = by_distance(start, (Spot(*row) for row in ordered.values_list("pk", *SPOT)))
    return [key for key, _metres in found], dict(found)


def _cards(
    keys: list[int], away: dict[int, float | None], start: Origin | None, request: Any
) -> list[dict[str, Any]]:
    """The cards of one page of the list."""
    pages = VenuePage.objects.filter(pk__in=keys).select_related("venue", "locale")
    pages = with_card_pictures(pages.annotate(points=Count("venue__teaching_points")))
    found = {page.pk: page for page in pages}
    roughly = start is not None and start.is_position
    return [
        venue_card(found[key], request, distance_words(away.get(key), roughly=roughly))
        for key in keys
    ]
