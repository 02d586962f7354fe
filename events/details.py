"""What one event's or one venue's page shows of the records."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from events.enums import OfferingState
from events.gathering import read_records
from events.heads import Heads, in_language, is_in_readers_language, pages_by_key
from events.listing import (
    CAN_REGISTER,
    Row,
    held_sessions,
    in_chinese,
    own_rows,
    place_of,
    remember_boundaries,
    rows_of,
    state_of,
    timetable_of,
)
from events.locator import Locator, locator_of, maps_of
from events.models import Offering, Session, VenuePage
from events.opening import opening_of
from events.recurring import said_of
from events.stops import MANY, Stops, stops_of
from publishing import dates
from publishing.queries import open_to_all
from publishing.templatetags.components import joined

MOST_COMING = 8


@dataclass
class Programme:
    """The offerings of a page: the one to show, its timetable, and the others."""

    shown: Any = None
    state: str = ""
    timetable: list[dict[str, Any]] = field(default_factory=list)
    place: str = ""
    upcoming: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    stops: Stops | None = None
    rhythm: str = ""
    offerings: list[Any] = field(default_factory=list)
    ahead: list[Any] = field(default_factory=list)

    @property
    def can_register(self) -> bool:
        """Whether the one shown takes registrations or names for its waiting list."""
        return self.state in CAN_REGISTER


def programme_of(page: Any, request: Any, offerings: list[Any] | None = None) -> Programme:
    """What `page` offers, in whichever language it is read; an unsaved page offers nothing."""
    if offerings is None:
        own = Offering.objects.public().of_page(page)
        [offerings] = read_records(page.text_shown[0], request, own)
    if not offerings:
        return Programme()
    now = timezone.now()
    offerings.sort(key=lambda o: (o.starts_at is None, o.starts_at or o.opens_at, o.pk))
    ahead = [o for o in offerings if o.ends_at is None or o.ends_at >= now]
    behind = [o for o in reversed(offerings) if o not in ahead]
    shown = shown_of(ahead, behind, now)
    remember_boundaries(request, offerings)
    state = state_of(shown, now)
    programme = Programme(shown=shown, state=state, offerings=offerings, ahead=ahead)
    programme.rhythm = said_of(shown.recurrence) if shown.recurrence else ""
    programme.timetable = timetable_of(shown)
    programme.place = places_of(shown, request)
    if len(offerings) >= MANY:
        programme.stops = stops_of(page, offerings, ahead, request)
    else:
        programme.upcoming = own_rows([o for o in ahead if o is not shown], request)
        programme.past = own_rows([o for o in behind if o is not shown], request)
    return programme


def shown_of(ahead: list[Any], behind: list[Any], now: datetime) -> Any:
    """The offering a page speaks about first: one that takes registrations, the next, the last."""
    standing = [o for o in ahead if o.state != OfferingState.CANCELLED]
    takes = [o for o in standing if state_of(o, now) in ("open", "few")]
    waits = [o for o in standing if state_of(o, now) == "waitlist"]
    return (takes or waits or standing or ahead or behind)[0]


def places_of(offering: Any, request: Any) -> str:
    """The places of an offering: two by name, with the way to their pages, and how many more."""
    places = {p: s.venue_id for s in held_sessions(offering) if (p := place_of(s))}
    first = dict(list(places.items())[:2])
    urls = urls_of_venues({venue for venue in first.values() if venue}, request)
    links = [
        format_html('<a href="{}">{}</a>', urls[venue], name) if venue in urls else name
        for name, venue in first.items()
    ]
    named, rest = joined(links, "、" if in_chinese() else "; "), len(places) - 2
    if rest <= 0:
        return named
    more = ngettext("{named} and {rest} other place", "{named} and {rest} other places", rest)
    return format_html(more, named=named, rest=rest)


def urls_of_venues(venues: set[int], request: Any) -> dict[int, str]:
    """Where the pages of venues are, in the reader's language where there is one; one statement."""
    if not venues:
        return {}
    pages = open_to_all(VenuePage.objects.filter(venue__in=venues)).select_related("locale")
    # The reader's language comes last and stays.
    known = sorted(pages, key=is_in_readers_language)
    return {page.venue_id: page.get_url(request) for page in known}


@dataclass
class VenueFacts:
    """What the records say of a venue."""

    opening: list[str]
    points: list[Any]
    coordinates: str
    maps: list[dict[str, Any]]
    locator: Locator | None
    upcoming: list[Row]
    pages: list[dict[str, Any]]
    photos: list[Any]

    @property
    def opening_text(self) -> Any:
        """The opening hours, a line for each set of days."""
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in self.opening))


def venue_facts(page: Any, request: Any) -> VenueFacts:
    """Facts of the venue of a page, what is coming there, and what goes there at all."""
    venue, now = page.venue, timezone.now()
    sessions = Session.objects.held().public().filter(venue=venue)
    pages = pages_by_key(sessions.order_by().values("offering__page__translation_key"))
    here = sessions.filter(offering=OuterRef("pk"), ends_at__gte=now)
    coming = Offering.objects.annotate(
        next_here=Subquery(here.order_by("starts_at").values("starts_at")[:1])
    )
    coming = coming.filter(next_here__isnull=False).order_by("next_here", "pk")
    own = [coming[:MOST_COMING]] if pages else []
    offerings = [one for found in read_records(page.text_shown[0], request, *own) for one in found]
    offerings.sort(key=lambda one: (next_at(venue, one, now), one.pk))
    points = list(venue.teaching_points.all())
    photos = photos_of(page)
    return VenueFacts(
        opening=opening_of(venue, dates.today()),
        photos=photos,
        points=points,
        coordinates=coordinates_of(venue),
        maps=maps_of(venue),
        locator=locator_of(page, request),
        upcoming=rows_of(offerings, request, Heads(offerings, request, pages)),
        pages=[
            {"title": in_language(p), "url": p.get_url(request), "note": p.page_type_display_name}
            for p in sorted(pages.values(), key=lambda p: p.title)
        ],
    )


def next_at(venue: Any, offering: Any, now: datetime) -> datetime:
    """When an offering comes to a venue next; needs `listed`, and that it does."""
    here = (s for s in held_sessions(offering) if s.venue_id == venue.pk)
    return min((s.starts_at for s in here if s.ends_at >= now), default=now)


def photos_of(page: Any) -> list[Any]:
    """The photographs of a page; those of the page in the main language where it has none."""
    photos = list(page.photos.all())
    if photos or not page.locale_id or page.locale.language_code == settings.LANGUAGE_CODE:
        return photos
    return list(page.original.photos.all()) if page.original else []


def coordinates_of(venue: Any) -> str:
    """Latitude and longitude with their system: 31.554000, 120.800000 (WGS-84)."""
    if venue.latitude is None or venue.longitude is None:
        return ""
    system = venue.get_coordinate_system_display()
    return f"{venue.latitude:.4f}, {venue.longitude:.4f} ({system})"
