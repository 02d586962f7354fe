"""Remote sites: whose people sit where, and at which site somebody counts.

Somebody counts at the site where they came; until they come, at the one where they are expected. So
each person stands on one roll, and the figures of all rolls add up to those of the session. Most
offerings have no remote site: for these nothing is asked of the database.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import pgettext

from attendance.models import RemoteSite
from people.models import Unit
from publishing.languages import text
from registration.models import Registration
from registration.roster import Line

MAIN = "main"


@dataclass(frozen=True)
class Spot:
    """Where a desk, a screen or a roll stands: everywhere, in the main hall, or at one site."""

    site: RemoteSite | None = None
    is_main: bool = False

    @property
    def key(self) -> str:
        """What names it in addresses; empty for everywhere."""
        return self.site.public_id if self.site else MAIN if self.is_main else ""

    @property
    def is_everywhere(self) -> bool:
        """Whether it takes everybody."""
        return self.site is None and not self.is_main

    @property
    def name(self) -> str:
        """In the reader's language."""
        if self.site is not None:
            return text(self.site, "name")
        return (
            pgettext("remote sites", "Main hall")
            if self.is_main
            else pgettext("remote sites", "All sites")
        )

    @property
    def place(self) -> str:
        """Where the site is; empty for the main hall, which is where the session is."""
        return str(self.site.venue or self.site.place) if self.site else ""

    def takes(self, site_id: int | None) -> bool:
        """Whether somebody who counts at the site with this key (None: the main hall) is here."""
        return self.is_everywhere or site_id == (self.site.pk if self.site else None)


EVERYWHERE, MAIN_HALL = Spot(), Spot(is_main=True)


@dataclass(frozen=True)
class Layout:
    """The remote sites of an offering; `by_unit` says at which the people of a unit sit."""

    sites: tuple[RemoteSite, ...] = ()
    by_unit: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[int, RemoteSite]:
        """The sites by key."""
        return {site.pk: site for site in self.sites}

    @property
    def spots(self) -> list[Spot]:
        """Everywhere, the main hall, each site; nothing where there is no remote site."""
        return [EVERYWHERE, MAIN_HALL, *(Spot(site) for site in self.sites)] if self.sites else []

    def spot(self, key: str) -> Spot:
        """The spot that `key` names; everywhere for one that is gone."""
        return next((spot for spot in self.spots if spot.key == key), EVERYWHERE)

    def by_units(self, registration: Any) -> RemoteSite | None:
        """The site of the person's unit."""
        return self.by_key.get(self.by_unit.get(registration.unit_id, 0))

    def site_of(self, registration: Any) -> RemoteSite | None:
        """Where somebody is expected; None in the main hall. No query with `site_choice` loaded."""
        if not self.sites:
            return None
        choice = getattr(registration, "site_choice", None)
        if choice is None:
            return self.by_units(registration)
        return self.by_key.get(choice.site_id)

    def key_of(self, registration: Any) -> int | None:
        """The key of that site."""
        site = self.site_of(registration)
        return site.pk if site else None


NOWHERE_ELSE = Layout()


def layout_at(session: Any) -> Layout:
    """The sites of a session's offering, kept on the session once they were read; no query where
    `with_sites` said that there are none.
    """
    if not hasattr(session, "layout"):
        has_sites = getattr(session, "has_sites", True)
        session.layout = layout_of(session.offering_id) if has_sites else NOWHERE_ELSE
    layout: Layout = session.layout
    return layout


def layout_of(offering_id: int) -> Layout:
    """The sites of an offering: one query, two more where there are any."""
    return layouts_of([offering_id]).get(offering_id, NOWHERE_ELSE)


def layouts_of(offerings: Iterable[int]) -> dict[int, Layout]:
    """The same of many, by key; those without a site are left out. As many queries as for one."""
    rows = RemoteSite.objects.filter(offering__in=set(offerings)).select_related("venue")
    sites: dict[int, list[RemoteSite]] = defaultdict(list)
    for site in rows.prefetch_related("units"):
        sites[site.offering_id].append(site)
    units = [unit for own in sites.values() for site in own for unit in site.units.all()]
    below = Unit.objects.within(*units).order_by() if units else Unit.objects.none()
    paths = dict(below.values_list("pk", "path"))
    return {key: Layout(tuple(own), _by_unit(own, paths)) for key, own in sites.items()}


def _by_unit(sites: list[RemoteSite], paths: Mapping[int, str]) -> dict[int, int]:
    """At which of these sites the people of each unit sit; `paths` are those of units, by key."""
    chosen = {unit.path: site.pk for site in sites for unit in site.units.all()}
    found = {}
    for key, path in paths.items():
        # The nearest unit above decides: a town's site before that of its county.
        above = [one for one in chosen if path.startswith(one)]
        if above:
            found[key] = chosen[max(above, key=len)]
    return found


def seats_of(registrations: Iterable[Registration]) -> dict[int, RemoteSite]:
    """The site of each registration that sits at one, by key, whatever the offerings: one query,
    three more where one of them has sites.
    """
    rows = list(registrations)
    layouts = layouts_of(row.offering_id for row in rows)
    if not layouts:
        return {}
    keys = [row.pk for row in rows if row.offering_id in layouts]
    known = Registration.objects.filter(pk__in=keys).select_related("site_choice")
    sites = {row.pk: layouts[row.offering_id].site_of(row) for row in known}
    return {key: site for key, site in sites.items() if site is not None}


def seated_at(offering_id: int, layout: Layout | None = None) -> dict[int, RemoteSite | None]:
    """Where each person with a certain place is expected, by key of the registration."""
    layout = layout or layout_of(offering_id)
    rows = Registration.objects.confirmed().filter(offering=offering_id)
    found: Iterable[Any] = rows.select_related("site_choice")
    return {row.pk: layout.site_of(row) for row in found}


def expected_at(layout: Layout, offering_id: int) -> Counter[int | None]:
    """How many people with a certain place are expected at each site, by key; None: main hall."""
    sites = seated_at(offering_id, layout).values()
    return Counter(site.pk if site else None for site in sites)


def expected_sites(session: Any, registrations: Iterable[Any]) -> dict[int, RemoteSite | None]:
    """Where each of many is expected, by key of the registration. One query where there are sites,
    besides those of the layout.
    """
    layout = layout_at(session)
    if not layout.sites:
        return {}
    keys = [row.pk for row in registrations]
    rows = Registration.objects.filter(pk__in=keys).select_related("site_choice")
    return {row.pk: layout.site_of(row) for row in rows}


def at_spot(lines: list[Line], offering: Any, spot: Spot) -> list[Line]:
    """Those lines of a roster whose people are expected at a spot; they keep their numbers."""
    if spot.is_everywhere:
        return lines
    layout = layout_of(offering.pk)
    keys = [line.row.pk for line in lines]
    rows = Registration.objects.filter(pk__in=keys).select_related("site_choice")
    here = {row.pk for row in rows if spot.takes(layout.key_of(row))}
    return [line for line in lines if line.row.pk in here]


def site_of_mark(session: Any, registration: Any, spot: Spot) -> RemoteSite | None:
    """Where a mark made at `spot` is made: where a desk stands for everybody, where the person
    is expected.
    """
    if not spot.is_everywhere:
        return spot.site
    return layout_at(session).site_of(registration)
