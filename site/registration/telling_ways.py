"""What participants are told of the ways of a visit: where they meet, when, on which bus."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.enums import RUNNING
from events.models import Route
from notices.delivery import notify_many
from notices.enums import Kind
from publishing.languages import one_by_one, text
from registration.telling import note_for, registered, with_news


def tell_way(route: Route, *, before: dict[str, Any]) -> None:
    """Tell everybody registered of a new way, or of another time, place or bus."""
    key = f"way-{route.pk}-{route.offering.revision}"
    _tell(Kind.CHANGED, route, key, before)


def tell_way_removed(route: Route) -> None:
    """Tell everybody registered that nobody waits at the meeting point."""
    _tell(Kind.SESSION_CANCELLED, route, f"way-{route.pk}", {})


def _tell(kind: Kind, route: Route, key: str, before: dict[str, Any]) -> None:
    offering = route.offering
    if offering.state not in RUNNING or route.returns_at < timezone.now():
        return
    span = SimpleNamespace(starts_at=route.meets_at, ends_at=route.returns_at)
    words: dict[str, dict[str, Any]] = {}
    notes = []
    for person in registered(offering):
        if person.language not in words:
            with translation.override(person.language):
                words[person.language] = _words(route, before)
        context = words[person.language] | {"session": span}
        notes.append(note_for(person, offering, key, **context))
    notify_many(kind, notes)


def _words(route: Route, before: dict[str, Any]) -> dict[str, Any]:
    """What the notice says, in the active language; alike where nothing changed."""
    buses = [row.bus.plate for row in route.buses.select_related("bus")]
    news = [_("bus: %(plates)s") % {"plates": one_by_one(buses)}] if buses else []
    old = Route(
        meeting_point=before.get("meeting_point", route.meeting_point),
        meeting_point_en=before.get("meeting_point_en", route.meeting_point_en),
    )
    return {
        "what": with_news(pgettext("of a visit", "Meeting and way"), news),
        "place": text(route, "meeting_point"),
        "old_place": text(old, "meeting_point"),
        "old_starts_at": before.get("meets_at", route.meets_at),
        "old_ends_at": before.get("returns_at", route.returns_at),
    }
