"""What lists of dated things show: one row per offering or event, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page

from events.enums import Availability, OfferingState
from events.models import EventPage, Offering, Session
from publishing.page_cache import keep_until
from publishing.templatetags.components import address, text_of

# The codes that templates/components/availability.html knows.
CODES = {
    Availability.OPEN: "open",
    Availability.FEW_LEFT: "few",
    Availability.WAITING_LIST: "waitlist",
    Availability.FULL: "full",
    Availability.NOT_OPEN_YET: "not_yet",
    Availability.CLOSED: "closed",
    Availability.PAUSED: "paused",
    Availability.CANCELLED: "cancelled",
    Availability.FINISHED: "finished",
}
CAN_REGISTER = ("open", "few", "waitlist")


@dataclass(frozen=True)
class Row:
    """One line of a list, as templates/events/rows.html shows it."""

    title: str
    url: str
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    kind: str = ""
    note: str = ""
    hours: Any = None
    state: str = ""
    opens_at: datetime | None = None


def offering_url(offering: Offering) -> str:
    """`/o/<id>/` in the reader's language."""
    return address(f"/o/{offering.public_id}/")


def in_language(page: Page) -> str:
    """A page's title, marked with `lang` where it is not in the reader's language."""
    current = (get_language() or "zh-hans").lower()
    code = page.locale.language_code
    if code.lower() == current:
        return page.title
    return format_html('<span lang="{}">{}</span>', code, page.title)


def place_of(session: Any) -> str:
    """Venue, then teaching point; or what the organiser wrote where no venue is listed."""
    if session is None:
        return ""
    if session.venue is None:
        return session.place_note
    short = session.venue.short_name or session.venue.name
    chinese = (get_language() or "zh").startswith("zh")
    venue = short if chinese else text_of(session.venue, "name")
    if session.teaching_point is None:
        return venue
    return format_html("{} {}", venue, text_of(session.teaching_point, "name"))


def state_of(offering: Any, now: datetime) -> str:
    """The word for a list; needs `with_figures`. What is over is finished, whatever it was before."""
    over = offering.ends_at is not None and offering.ends_at < now
    if over and offering.state != OfferingState.CANCELLED:
        return CODES[Availability.FINISHED]
    word = offering.availability(capacity=offering.capacity, taken=offering.taken, at=now)
    return CODES[word]


def listed(offerings: Any) -> list[Any]:
    """Offerings with figures, lead unit, and the sessions that are held with their places."""
    sessions = Session.objects.held().select_related("venue", "teaching_point", "speaker")
    return list(
        offerings.with_figures()
        .select_related("lead_unit")
        .prefetch_related(Prefetch("sessions", queryset=sessions, to_attr="held_sessions"))
    )


def remember_boundaries(request: Any, offerings: Iterable[Any]) -> None:
    """Let the cached page expire when a word or a date on it would turn."""
    for offering in offerings:
        keep_until(
            request, offering.opens_at, offering.closes_at, offering.starts_at, offering.ends_at
        )


def pages_by_key(keys: Iterable[Any]) -> dict[Any, Page]:
    """The live page of each translation key in the reader's language, else in another one."""
    current = (get_language() or "zh-hans").lower()
    pages = Page.objects.filter(translation_key__in=set(keys), live=True).select_related(
        "locale", "content_type"
    )
    ordered = sorted(pages, key=lambda page: page.locale.language_code.lower() == current)
    return {page.translation_key: page for page in ordered}


def kinds_by_key(keys: Iterable[Any]) -> dict[Any, Any]:
    """Kinds of event pages by translation key; courses have none."""
    pages = EventPage.objects.filter(translation_key__in=set(keys)).select_related("kind")
    return {page.translation_key: page.kind for page in pages.only("translation_key", "kind")}


def first_session(offering: Any, now: datetime) -> Any:
    """The session to come, else the first one; needs `listed`."""
    sessions = offering.held_sessions
    ahead = [session for session in sessions if session.ends_at >= now]
    return (ahead or sessions or [None])[0]


def rows_of(offerings: Sequence[Any], request: Any) -> list[Row]:
    """Rows of offerings of any pages, each leading to its page; needs `listed` and `page`."""
    now = timezone.now()
    remember_boundaries(request, offerings)
    keys = {offering.page.translation_key for offering in offerings}
    pages, kinds = pages_by_key(keys), kinds_by_key(keys)
    rows = []
    for offering in offerings:
        key = offering.page.translation_key
        page = pages.get(key, offering.page)
        kind = text_of(kinds[key], "name") if key in kinds else page.page_type_display_name
        title, label = in_language(page), text_of(offering, "label")
        rows.append(
            Row(
                title=format_html("{} {}", title, label) if label else title,
                url=page.get_url(request) or offering_url(offering),
                starts=offering.starts_at,
                ends=offering.ends_at,
                place=place_of(first_session(offering, now)),
                kind=kind,
                hours=offering.hours,
                state=state_of(offering, now),
                opens_at=offering.opens_at,
            )
        )
    return rows


def own_rows(offerings: Sequence[Any], request: Any) -> list[Row]:
    """Rows of the offerings of one page, each leading to `/o/<id>/`; needs `listed`."""
    now = timezone.now()
    remember_boundaries(request, offerings)
    return [
        Row(
            title=text_of(offering, "label") or text_of(offering.lead_unit, "name"),
            url=offering_url(offering),
            starts=offering.starts_at,
            ends=offering.ends_at,
            place=place_of(first_session(offering, now)),
            hours=offering.hours,
            state=state_of(offering, now),
            opens_at=offering.opens_at,
        )
        for offering in offerings
    ]


def timetable_of(offering: Any) -> list[dict[str, Any]]:
    """All sessions of an offering, cancelled ones too, as components/timetable.html takes them."""
    now = timezone.now()
    sessions = offering.sessions.select_related("venue", "teaching_point", "speaker")
    return [slot_of(session, now) for session in sessions]


def slot_of(session: Any, now: datetime) -> dict[str, Any]:
    """One session as a slot of a timetable."""
    speaker = session.speaker
    return {
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "title": text_of(session, "title"),
        "place": place_of(session),
        "speaker": speaker
        and format_html("{} {}", text_of(speaker, "name"), text_of(speaker, "title")),
        "form": session.get_form_display(),
        "hours": session.credit_hours.normalize() if session.credit_hours else None,
        "moved_from": session.moved_from,
        "cancelled": session.is_cancelled,
        "now": session.starts_at <= now < session.ends_at and not session.is_cancelled,
    }
