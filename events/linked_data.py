"""What search engines are told about an offering or a course (schema.org, JSON-LD).

Nothing that the page itself does not say, and nothing about persons: speakers stay out.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from events.coordinates import to_wgs84
from events.enums import OfferingState
from events.heads import offering_url
from publishing.languages import text

CONTEXT = "https://schema.org"
MOST = 12
"""Offerings of one page; the next ones."""
Data = dict[str, Any]
# On the spot, online: the words of courses and of events.
MODES = {
    (True, False): ("onsite", "Offline"),
    (True, True): ("blended", "Mixed"),
    (False, True): ("online", "Online"),
}


def of_offering(offering: Any, title: str, sessions: Iterable[Any], *, is_course: bool) -> Data:
    """An Event, or the CourseInstance of a course; `sessions` with their venues, in order."""
    held = [session for session in sessions if not session.is_cancelled]
    cancelled = offering.state == OfferingState.CANCELLED
    status = "EventCancelled" if cancelled else "EventScheduled"
    if not cancelled and any(session.moved_from for session in held):
        status = "EventRescheduled"
    label = text(offering, "label")
    data: Data = {
        "@type": "CourseInstance" if is_course else "Event",
        "@id": settings.SITE_URL + offering_url(offering),
        "url": settings.SITE_URL + offering_url(offering),
        "name": f"{title} {label}".strip(),
        "inLanguage": (get_language() or "zh-hans").replace("hans", "Hans"),
        "eventStatus": f"{CONTEXT}/{status}",
        "organizer": _organisation(text(offering, "host") or text(offering.lead_unit, "name")),
    }
    if held:
        data["startDate"] = timezone.localtime(held[0].starts_at).isoformat()
        data["endDate"] = timezone.localtime(max(s.ends_at for s in held)).isoformat()
    course_mode, attendance = MODES[_ways(held)]
    if is_course:
        data["courseMode"] = course_mode
    else:
        data["eventAttendanceMode"] = f"{CONTEXT}/{attendance}EventAttendanceMode"
    if place := next((_place(session.venue) for session in held if session.venue), None):
        data["location"] = place
    return data


def _ways(sessions: list[Any]) -> tuple[bool, bool]:
    """Whether one can come to a place, and whether one can take part online."""
    online = any(session.join_url for session in sessions)
    return not online or any(session.venue for session in sessions), online


def of_course(page: Any, url: str, instances: list[Data], shown: Any) -> Data:
    """A Course at `url` with its coming cohorts; `shown`: the offering that names the provider."""
    provider = text(shown, "host") or text(shown.lead_unit, "name")
    return {
        "@context": CONTEXT,
        "@type": "Course",
        "url": settings.SITE_URL + url,
        "name": page.title,
        "description": page.summary or page.title,
        "provider": _organisation(provider),
        "hasCourseInstance": instances,
    }


def of_events(events: list[Data]) -> Data:
    """Several events of one page."""
    return {"@context": CONTEXT, "@graph": events}


def _organisation(name: str) -> Data:
    return {"@type": "Organization", "name": name}


def _place(venue: Any) -> Data:
    place: Data = {"@type": "Place", "name": text(venue, "name")}
    if address := text(venue, "address"):
        place["address"] = address
    if venue.latitude is not None and venue.longitude is not None:
        north, east = to_wgs84(venue.latitude, venue.longitude, venue.coordinate_system)
        place["geo"] = {"@type": "GeoCoordinates", "latitude": north, "longitude": east}
    return place
