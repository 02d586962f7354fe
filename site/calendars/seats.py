"""Where its reader takes part: feeds of one person, and invitations, name the remote site at which
that person attends. Feeds for everybody name the main hall.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from attendance.models import RemoteSite
from attendance.remote import seats_of
from calendars.rows import SessionRow
from calendars.texts import Part
from calendars.words import said_in_sql
from publishing.languages import text
from registration.models import Registration


def at_their_sites(rows: list[SessionRow], registrations: Iterable[Registration]) -> list[Any]:
    """Rows of sessions of these registrations, each with the place at which the person attends it;
    in the active language. One statement, three more where there are sites.
    """
    known = list(registrations)
    sites = seats_of(known)
    if not sites:
        return rows
    by_offering = {row.offering.public_id: sites.get(row.pk) for row in known}
    return [_at(row, by_offering.get(row.offering)) for row in rows]


def _at(row: SessionRow, site: RemoteSite | None) -> SessionRow:
    if site is None:
        return row
    venue = site.venue
    return row._replace(
        venue=text(site, "name"),
        point=text(venue, "name") if venue else site.place,
        address=text(venue, "address") if venue else "",
        place_note="",
        latitude=venue.latitude if venue else None,
        longitude=venue.longitude if venue else None,
        coordinate_system=venue.coordinate_system if venue else None,
    )


def site_part(person: Any, language: str) -> Part:
    """What that is worked out from, to be compared by the database: a row for each site of what
    the person registered for, and for each unit of it.
    """
    sites = RemoteSite.objects.filter(offering__registrations__person=person)
    mine = "offering__registrations"
    said_of = [said_in_sql(name, language) for name in ("name", "venue__name", "venue__address")]
    point = [f"venue__{name}" for name in ("latitude", "longitude", "coordinate_system")]
    seat = [f"{mine}__{name}" for name in ("pk", "unit__path", "site_choice", "site_choice__site")]
    return sites, [F("pk"), F("place"), *said_of, *map(F, ("units__path", *point, *seat))]
