"""What lists of dated things show: one row per offering or event, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, Value, prefetch_related_objects
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page

from events.enums import Availability, OfferingState
from events.lineups import speakers_line, with_lineups
from events.models import EventPage, Offering, Session
from publishing.dates import in_chinese
from publishing.languages import between
from publishing.page_cache import keep_until, shows
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
    mine: str = ""
    moved_from: datetime | None = None


def offering_url(offering: Offering) -> str:
    """`/o/<id>/` in the reader's language."""
    return address(f"/o/{offering.public_id}/")


def is_in_readers_language(page: Page) -> bool:
    """Whether a page needs no translation to be read."""
    return page.locale.language_code.lower() == (get_language() or "zh-hans").lower()  # type: ignore[no-any-return]


def in_language(page: Page) -> str:
    """A page's title, marked with `lang` where it is not in the reader's language."""
    if is_in_readers_language(page):
        return page.title
    code = page.locale.language_code
    return format_html(
        '<span lang="{}">{}</span>', "zh-Hans" if code == "zh-hans" else code, page.title
    )


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


def set_apart(whole: Any, part: Any) -> str:
    """Page and cohort, venue and room, each marked with its language."""
    return format_html("{}{}{}", whole, between(), part)


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
    """The same for several in an order by fields: one statement, and one for all sessions."""
    lists = [list(_whole(several[0]))] if len(several) == 1 else _in_one_statement(several)
    sessions = Session.objects.select_related("venue", "teaching_point", "speaker")
    prefetch_related_objects(
        [offering for found in lists for offering in found],
        Prefetch("sessions", queryset=sessions, to_attr="all_sessions"),
    )
    return lists


def _whole(offerings: Any) -> Any:
    along = ("lead_unit", "page__locale", "page__eventpage__kind", "recurrence")
    return offerings.with_figures().select_related(*along).defer("page__eventpage__body")


def _in_one_statement(several: Sequence[Any]) -> list[list[Any]]:
    """What each is cut to stands in a query within: SQLite cuts no part of a union."""
    parts = [
        _whole(Offering.objects.filter(pk__in=one.values("pk"))).annotate(list_number=Value(number))
        for number, one in enumerate(several)
    ]
    lists: list[list[Any]] = [[] for _one in several]
    for offering in parts[0].union(*parts[1:], all=True) if parts else ():
        lists[offering.list_number].append(offering)
    for one, found in zip(several, lists, strict=True):
        for name in reversed(one.query.order_by):
            found.sort(key=attrgetter(name.removeprefix("-")), reverse=name.startswith("-"))
    return lists


def remember_boundaries(request: Any, offerings: Iterable[Any]) -> None:
    """Let the cached page expire when a word or a date on it would turn; needs `listed`."""
    offerings = list(offerings)
    shows(request, [offering.pk for offering in offerings])
    for offering in offerings:
        hours = (hour for s in held_sessions(offering) for hour in (s.starts_at, s.ends_at))
        keep_until(request, offering.opens_at, offering.closes_at, *hours)


def pages_by_key(keys: Any) -> dict[Any, Page]:
    """The live page of each translation key in the reader's language, else in another one.

    `keys`: some, or a queryset of them, which is then asked in the same statement.
    """
    pages = Page.objects.filter(translation_key__in=keys, live=True)
    pages = pages.select_related("locale", "eventpage__kind").defer("eventpage__body")
    ordered = sorted(pages, key=is_in_readers_language)
    return {page.translation_key: page for page in ordered}


def kind_of(page: Page) -> Any:
    """The kind of an event page, of `pages_by_key` or its own class; courses have none."""
    if type(page) is Page:
        page = getattr(page, "eventpage", None)
    return page.kind if isinstance(page, EventPage) else None


def is_at_hand(page: Page) -> bool:
    """Whether a page came with what a head shows of it, and is the one that readers see."""
    whole = all(Page._meta.get_field(name).is_cached(page) for name in ("locale", "eventpage"))
    return whole and page.live and is_in_readers_language(page)


class Heads:
    """Titles, addresses and kinds of the pages of offerings: at most one query for all of them.

    None where all of them came with `listed` in the reader's language.

    `known`: pages that are read already, by translation key, as `pages_by_key` gives them.
    """

    def __init__(
        self, offerings: Iterable[Any], request: Any, known: dict[Any, Any] | None = None
    ) -> None:
        pages = {offering.page.translation_key: offering.page for offering in offerings}
        self.pages = {key: page for key, page in pages.items() if is_at_hand(page)} | (known or {})
        keys = pages.keys() - self.pages.keys()
        if keys:
            self.pages |= pages_by_key(keys)
        self.request = request

    def page(self, offering: Any) -> Page:
        """The page in the reader's language where there is one."""
        return self.pages.get(offering.page.translation_key, offering.page)

    def title(self, offering: Any) -> str:
        """The page's title and the offering's label."""
        title, label = in_language(self.page(offering)), text_of(offering, "label")
        return set_apart(title, label) if label else title

    def url(self, offering: Any) -> str:
        """The page's address."""
        return self.page(offering).get_url(self.request) or offering_url(offering)

    def kind(self, offering: Any) -> str:
        """The event's kind, or what sort of page it is: a course."""
        page = self.page(offering)
        kind = kind_of(page)
        return text_of(kind, "name") if kind else page.page_type_display_name


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
