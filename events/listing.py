"""What lists of dated things show: one row per offering or event, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Value, prefetch_related_objects
from django.utils import timezone

from events.enums import Availability, OfferingState
from events.heads import Heads, offering_url, set_apart, with_translations
from events.lineups import speakers_line, with_lineups
from events.models import Offering, Session
from publishing.dates import in_chinese
from publishing.page_cache import keep_until, shows
from publishing.templatetags.components import text_of

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
    mine: str = ""
    moved_from: datetime | None = None


def venue_name(venue: Any) -> str:
    """A venue as lists name it: short in Chinese, in full in English."""
    return str(venue) if in_chinese() else text_of(venue, "name")


def place_of(session: Any) -> str:
    """Venue, then teaching point; or what the organiser wrote where no venue is listed."""
    if session is None:
        return ""
    if session.venue is None:
        return text_of(session, "place_note")
    if session.teaching_point is None:
        return venue_name(session.venue)
    return set_apart(venue_name(session.venue), text_of(session.teaching_point, "name"))


def repeats(title: str, topic: str) -> bool:
    """Whether a title has said the topic of its session already: a talk is named after it."""
    return title.casefold().endswith(topic.casefold())


def state_of(offering: Any, now: datetime) -> str:
    """The word for a list; needs `listed`. What is over is finished, whatever it was before."""
    over = offering.ends_at is not None and offering.ends_at < now
    if over and offering.state != OfferingState.CANCELLED:
        return CODES[Availability.FINISHED]
    word = offering.availability(capacity=offering.capacity, taken=offering.taken, at=now)
    return CODES[word]


def listed(offerings: Any) -> list[Any]:
    """Offerings with figures, page, lead unit, and all their sessions with places and speakers."""
    return listed_together([offerings])[0]


def listed_together(several: Sequence[Any]) -> list[list[Any]]:
    """The same for several, each in no order: one statement, and one for all sessions."""
    lists = [list(_whole(several[0]))] if len(several) == 1 else _in_one_statement(several)
    with_sessions([offering for found in lists for offering in found], "speaker")
    return lists


def with_sessions(offerings: list[Any], *along: str) -> list[Any]:
    """Let offerings with figures know all their sessions, with places: what `row_of` needs."""
    sessions = Session.objects.select_related("venue", "teaching_point", *along)
    prefetch_related_objects(
        offerings, Prefetch("sessions", queryset=sessions, to_attr="all_sessions")
    )
    return offerings


def _whole(offerings: Any) -> Any:
    along = ("lead_unit", "page__locale", "page__eventpage__kind", "recurrence")
    offerings = offerings.with_figures().select_related(*along)
    return with_translations(offerings.defer("page__eventpage__body"))


def _in_one_statement(several: Sequence[Any]) -> list[list[Any]]:
    """What each is cut to stands in a query within: SQLite cuts no part of a union."""
    parts = [
        _whole(Offering.objects.filter(pk__in=one.values("pk"))).annotate(list_number=Value(number))
        for number, one in enumerate(several)
    ]
    lists: list[list[Any]] = [[] for _one in several]
    for offering in parts[0].union(*parts[1:], all=True) if parts else ():
        lists[offering.list_number].append(offering)
    return lists


def remember_boundaries(request: Any, offerings: Iterable[Any]) -> None:
    """Let the cached page expire when a word or a date on it would turn; needs `listed`."""
    offerings = list(offerings)
    shows(request, [offering.pk for offering in offerings])
    for offering in offerings:
        hours = (hour for s in held_sessions(offering) for hour in (s.starts_at, s.ends_at))
        keep_until(request, offering.opens_at, offering.closes_at, *hours)


def held_sessions(offering: Any) -> list[Any]:
    """The sessions that are not cancelled; needs `listed`."""
    return [session for session in offering.all_sessions if not session.is_cancelled]


def first_session(offering: Any, now: datetime) -> Any:
    """The session to come, else the first one; needs `listed`."""
    sessions = held_sessions(offering)
    ahead = [session for session in sessions if session.ends_at >= now]
    return (ahead or sessions or [None])[0]


def moved_from(session: Any, now: datetime) -> datetime | None:
    """When a session that is still ahead was to begin before it was moved."""
    if session is None or session.ends_at < now or session.moved_from == session.starts_at:
        return None
    return session.moved_from  # type: ignore[no-any-return]


def row_of(offering: Any, title: str, url: str, **more: Any) -> Row:
    """A row of an offering, whoever leads where; needs `listed`."""
    now = timezone.now()
    session = first_session(offering, now)
    return Row(
        title=title,
        url=url,
        starts=offering.starts_at,
        ends=offering.ends_at,
        place=place_of(session),
        hours=plain_hours(offering.hours),
        state=state_of(offering, now),
        opens_at=offering.opens_at,
        moved_from=moved_from(session, now),
        **more,
    )


def rows_of(offerings: Sequence[Any], request: Any, heads: Heads | None = None) -> list[Row]:
    """Rows of offerings of any pages, each leading to its page; needs `listed`."""
    heads = heads or Heads(offerings, request)
    remember_boundaries(request, offerings)
    return [row_of(o, heads.title(o), heads.url(o), kind=heads.kind(o)) for o in offerings]


def own_rows(offerings: Sequence[Any], request: Any) -> list[Row]:
    """Rows of the offerings of one page, each leading to `/o/<id>/`; needs `listed`."""
    remember_boundaries(request, offerings)
    return [
        row_of(o, text_of(o, "label") or text_of(o.lead_unit, "name"), offering_url(o))
        for o in offerings
    ]


def plain_hours(hours: Any) -> Any:
    """Credit hours without a needless zero: 3, 1.5; nothing for none."""
    if not hours:
        return None
    return int(hours) if hours == int(hours) else hours.normalize()


def timetable_of(offering: Any) -> list[dict[str, Any]]:
    """All sessions, cancelled ones too, as components/timetable.html takes them; needs `listed`."""
    now = timezone.now()
    slots = [slot_of(session, now) for session in with_lineups(offering, offering.all_sessions)]
    if offering.state == OfferingState.CANCELLED:
        slots = [slot | {"cancelled": True, "now": False} for slot in slots]
    return slots


def slot_of(session: Any, now: datetime) -> dict[str, Any]:
    """One session as a slot of a timetable."""
    return {
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "title": text_of(session, "title"),
        "place": place_of(session),
        "speaker": speakers_line(session),
        "form": session.get_form_display(),
        "hours": plain_hours(session.credit_hours),
        "moved_from": session.moved_from,
        "cancelled": session.is_cancelled,
        "now": session.starts_at <= now < session.ends_at and not session.is_cancelled,
    }
