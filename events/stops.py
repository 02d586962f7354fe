"""Many holdings of one event: the stops of a tour, the dates of a series, by month or town."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from events.enums import Counting, OfferingState
from events.listing import Row, held_sessions, moved_from, own_rows, place_of, state_of
from people.enums import UnitKind
from people.models import Unit
from publishing import dates
from publishing.filters import Filters
from publishing.templatetags.components import text_of

# From here on a list of holdings is read by month, not row by row.
MANY = 9
# More chips than these are no help on a phone; the groups by unit are.
MOST_CHIPS = 14
NEXT = 4


class Names(NamedTuple):
    """What the holdings of a page are called over their list; `number` is filled with `count`."""

    title: Any
    in_all: Any
    held: Any
    coming: Any
    number: Any


TOUR = Names(
    _("The tour"),
    _("stops in all"),
    _("stops held so far"),
    _("Next stops"),
    ngettext_lazy("%(count)d stop", "%(count)d stops", "count"),
)
COURSE = Names(
    _("All cohorts"),
    _("cohorts in all"),
    _("cohorts held so far"),
    _("Next cohorts"),
    ngettext_lazy("%(count)d cohort", "%(count)d cohorts", "count"),
)
SERIES = Names(
    _("All dates"),
    _("dates in all"),
    _("dates held so far"),
    _("Next dates"),
    ngettext_lazy("%(count)d date", "%(count)d dates", "count"),
)


def names_of(page: Any) -> Names:
    """A tour has stops, a course cohorts, anything else dates."""
    if not hasattr(page, "counting"):  # which events alone are given
        return COURSE
    return TOUR if page.counting == Counting.STOP else SERIES


@dataclass
class Stop:
    """One stop in one line."""

    offering: Any
    label: str
    town: str
    district: str
    district_name: str
    place: str
    state: str
    over: bool
    moved_from: datetime | None
    is_next: bool = False

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return self.offering.starts_at  # type: ignore[no-any-return]

    @property
    def unit(self) -> Any:
        """Whose stop it is."""
        return self.offering.lead_unit


@dataclass
class Group:
    """Stops under one heading."""

    title: str
    stops: list[Stop]
    size: str  # in words

    @property
    def past(self) -> list[Stop]:
        """Those that are over; they stand behind a word where others are still ahead."""
        return [stop for stop in self.stops if stop.over]

    @property
    def ahead(self) -> list[Stop]:
        """Those that are not over."""
        return [stop for stop in self.stops if not stop.over]


@dataclass
class Stops:
    """What comes next, every stop in its group, and figures of them all."""

    names: Names
    filters: Filters
    next: list[Row]
    groups: list[Group]
    total: int
    held: int
    towns: int
    today: Any
    result: str


def stops_of(page: Any, offerings: list[Any], ahead: list[Any], request: Any) -> Stops:
    """The stops of a page, restricted and grouped as the address asks; needs `listed`."""
    now = timezone.now()
    areas = list(Unit.objects.filter(kind=UnitKind.AREA).order_by("-depth"))
    stops = [stop_of(o, now, areas) for o in offerings if o.starts_at is not None]
    filters = Filters.of(request)
    grouping, shown = _chosen(filters, stops)
    kept = {stop.offering.pk for stop in shown}
    standing = [o for o in ahead if o.state != OfferingState.CANCELLED and o.pk in kept]
    for stop in shown:
        stop.is_next = bool(standing) and stop.offering is standing[0]
    _lead_back(filters)
    names = names_of(page)
    return Stops(
        names=names,
        filters=filters,
        next=own_rows(standing[:NEXT], request),
        groups=_grouped(shown, grouping, names),
        total=sum(o.state != OfferingState.CANCELLED for o in offerings),
        held=sum(stop.over and stop.offering.state != OfferingState.CANCELLED for stop in stops),
        towns=len({stop.district for stop in stops} - {""}),
        today=dates.today(),
        result=names.number % {"count": len(shown)},
    )


def stop_of(offering: Any, now: datetime, areas: list[Unit]) -> Stop:
    """One stop; a cancelled session says nothing of it.

    Its district is the town of its venue; where no venue is listed, the area of its unit, which is
    the first of `areas` (the lowest first) that the unit stands in.
    """
    session = (held_sessions(offering) or [None])[0]
    venue = session.venue if session else None
    path = offering.lead_unit.path
    area = next((area for area in areas if path.startswith(area.path)), None)
    town = venue.town if venue else ""
    return Stop(
        offering=offering,
        label=text_of(offering, "label") or text_of(offering.lead_unit, "name"),
        town=text_of(venue, "town") if venue else "",
        district=town or getattr(area, "name", ""),
        district_name=text_of(venue, "town") if town else text_of(area, "name"),
        place=place_of(session),
        state=state_of(offering, now),
        over=offering.ends_at < now,
        moved_from=moved_from(session, now),
    )


def _chosen(filters: Filters, stops: list[Stop]) -> tuple[str, list[Stop]]:
    """The grouping asked for and the stops that the filters leave; offers what divides them."""
    towns = {stop.district: stop.district_name for stop in stops if stop.district}
    units = {stop.unit.public_id: stop.unit for stop in stops}
    groupings = [("", gettext("By month"))]
    groupings += [("town", gettext("By district"))] if len(towns) > 1 else []
    groupings += [("unit", gettext("By host unit"))] if len(units) > 1 else []
    grouping = town = unit = ""
    every = ("", gettext("All"))
    if len(groupings) > 1:
        grouping = filters.add("by", gettext("Listed"), groupings)
    if 1 < len(towns) <= MOST_CHIPS:
        town = filters.add("town", gettext("District"), [every, *sorted(towns.items())])
    if 1 < len(units) <= MOST_CHIPS:
        named = [(key, text_of(one, "name")) for key, one in units.items()]
        unit = filters.add("unit", gettext("Host unit"), [every, *named])
    shown = [stop for stop in stops if not town or stop.district == town]
    return grouping, [stop for stop in shown if not unit or stop.unit.public_id == unit]


def _lead_back(filters: Filters) -> None:
    """A choice leads to the list again, not to the top of the page."""
    for group in filters.groups:
        for choice in group["choices"]:
            choice["url"] += "#stops"


def _grouped(stops: list[Stop], grouping: str, names: Names) -> list[Group]:
    keys: dict[str, tuple[Callable[[Stop], Any], Callable[[Stop], str]]] = {
        "": (_month, lambda stop: dates.month(_month(stop))),
        "town": (lambda stop: stop.district, lambda s: s.district_name or gettext("Elsewhere")),
        "unit": (lambda stop: stop.unit.path, lambda stop: text_of(stop.unit, "name")),
    }
    key, title = keys[grouping]
    ordered = sorted(stops, key=key)  # stable: in order of time within a group
    return [
        Group(title(found[0]), found, names.number % {"count": len(found)})
        for found in (list(group) for _key, group in groupby(ordered, key))
    ]


def _month(stop: Stop) -> Any:
    return dates.local_date(stop.starts).replace(day=1)
