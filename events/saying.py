"""Offerings, sessions and venues as the API says them, in the active language."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import pgettext
from ninja import Schema

from events.lineups import with_lineups
from publishing.languages import text


class Named(Schema):
    """A record by its id and name."""

    id: str
    name: str


class VenueFacts(Named):
    """A place of teaching."""

    type: str
    town: str
    address: str
    latitude: float | None
    longitude: float | None
    coordinate_system: str
    capacity: int | None


class OfferingLine(Schema):
    """An offering in a list; times are instants with their offset, hours are credit hours."""

    id: str
    url: str
    title: str
    label: str
    kind: Named | None
    state: str
    availability: str
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    credit_hours: Decimal | None
    lead_unit: Named
    venues: list[Named]


class SessionFacts(Schema):
    """One slot of an offering; `cancelled` ones are listed."""

    id: str
    title: str
    form: str
    starts_at: datetime
    ends_at: datetime
    moved_from: datetime | None
    cancelled: bool
    venue: Named | None
    teaching_point: str
    place_note: str
    speaker: str
    credit_hours: Decimal


class Places(Schema):
    """Places of all pools together."""

    capacity: int
    taken: int
    left: int


class OfferingFacts(OfferingLine):
    """Everything public about an offering."""

    audience: str
    host: str
    contact: str
    supporting_units: list[Named]
    places: Places
    sessions: list[SessionFacts]


class OfferingPage(Schema):
    """A page of offerings; `next` is the cursor of the following one, or null."""

    items: list[OfferingLine]
    next: str | None


class VenuePageOfList(Schema):
    """A page of venues; `next` is the cursor of the following one, or null."""

    items: list[VenueFacts]
    next: str | None


def named(record: Any) -> dict[str, str] | None:
    """`{id, name}` of a record with a public id."""
    return {"id": record.public_id, "name": text(record, "name")} if record else None


def line(offering: Any) -> dict[str, Any]:
    """An OfferingLine; needs figures, titles and `shown_sessions`."""
    held = [session for session in offering.shown_sessions if not session.is_cancelled]
    venues = {session.venue_id: session.venue for session in held if session.venue}
    return {
        "id": offering.public_id,
        "url": f"{settings.SITE_URL}{offering.get_absolute_url()}",
        "title": text(offering, "page_title"),
        "label": text(offering, "label"),
        "kind": _kind(offering.page),
        "state": offering.state,
        "availability": offering.availability(capacity=offering.capacity, taken=offering.taken),
        "opens_at": offering.opens_at,
        "closes_at": offering.closes_at,
        "starts_at": offering.starts_at,
        "ends_at": offering.ends_at,
        "credit_hours": offering.hours,
        "lead_unit": named(offering.lead_unit),
        "venues": [named(venue) for venue in venues.values()],
    }


def facts(offering: Any) -> dict[str, Any]:
    """An OfferingFacts; needs the same, the supporting units, and `mailbox`: the contact unless it
    is a person's own."""
    left = offering.capacity - offering.taken
    return line(offering) | {
        "audience": text(offering, "audience"),
        "host": text(offering, "host"),
        "contact": offering.mailbox,
        "supporting_units": [named(unit) for unit in offering.supporting_units.all()],
        "places": {"capacity": offering.capacity, "taken": offering.taken, "left": left},
        "sessions": [_session(s) for s in with_lineups(offering, offering.shown_sessions)],
    }


def venue_facts(venue: Any) -> dict[str, Any]:
    """A VenueFacts."""
    return (named(venue) or {}) | {
        "type": venue.venue_type,
        "town": text(venue, "town"),
        "address": text(venue, "address"),
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "coordinate_system": venue.coordinate_system,
        "capacity": venue.capacity,
    }


def _kind(page: Any) -> dict[str, str] | None:
    """`{id: slug, name}`; courses are of the kind `course`, named by their category."""
    event, course = getattr(page, "eventpage", None), getattr(page, "coursepage", None)
    if event is not None:
        return {"id": event.kind.slug, "name": text(event.kind, "name")}
    if course is not None:
        return {"id": "course", "name": text(course.category, "name")}
    return None


def _session(session: Any) -> dict[str, Any]:
    return {
        "id": session.public_id,
        "title": text(session, "title"),
        "form": session.form,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "moved_from": session.moved_from,
        "cancelled": session.is_cancelled,
        "venue": named(session.venue),
        "teaching_point": text(session.teaching_point, "name"),
        "place_note": session.place_note,
        "speaker": pgettext("between names", ", ").join(
            text(speaker, "name") for speaker in session.speakers
        ),
        "credit_hours": session.credit_hours,
    }
