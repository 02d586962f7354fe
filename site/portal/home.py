"""What the home page shows of the records: what happens now, what is read, and figures."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, When, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language, gettext

from courses.listing import course_cards
from courses.models import CoursePage
from essays.duties import owed
from events.enums import OfferingState
from events.heads import Heads, in_language
from events.indexes import CARD_PICTURE, sized, venue_card, with_dates
from events.listing import CAN_REGISTER, Row, listed, place_of, repeats, rows_of
from events.models import Offering, Session, VenuePage
from portal.columns import ROW_PICTURE, article_row
from portal.models import ArticlePage
from portal.sections import campaign_row, campaigns
from publishing import dates
from publishing.page_cache import keep_until
from publishing.queries import open_to_all
from publishing.templatetags.components import address, text_of

AHEAD = timedelta(days=7)
OPENING = timedelta(days=30)
MOST_OPEN = 120


@dataclass
class Now:
    """Rows of what happens and what can be registered for."""

    today: list[Row] = field(default_factory=list)
    week: list[Row] = field(default_factory=list)
    opening: list[Row] = field(default_factory=list)
    open: list[Row] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.today or self.week or self.opening or self.open)


@dataclass
class Home:
    """Everything that the home page shows of the records to everybody."""

    now: Now
    courses: list[dict[str, Any]]
    venues: list[dict[str, Any]]
    articles: list[dict[str, Any]]
    campaigns: list[dict[str, Any]]


def home_of(request: Any) -> Home:
    """Each kind of record is asked for once: offerings, pages and pictures are shared."""
    now = timezone.now()
    courses, venues, articles = courses_first(now), venues_first(now), latest_articles()
    offerings = listed(open_or_shown(now, [page.shown_id for page in courses]))
    gathering = campaigns(request)
    with_pictures_of([*courses, *venues, *articles, *gathering])
    return Home(
        now=happening(request, [one for one in offerings if is_open_or_opening(one, now)]),
        courses=course_cards(courses, request, {one.pk: one for one in offerings}),
        venues=[venue_card(page, request) for page in venues],
        articles=[article_row(article, request) for article in articles],
        campaigns=[campaign_row(page, request) for page in gathering],
    )


def with_pictures_of(pages: list[Any]) -> None:
    """Read the pictures of all pages in the sizes that cards and rows show: one statement."""
    pictures = [page.picture for page in pages if page.picture]
    prefetch_related_objects(pictures, sized("renditions", CARD_PICTURE, ROW_PICTURE))


def happening(request: Any, offerings: list[Any]) -> Now:
    """Today, the next seven days, what is open and what opens soon."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = list(
        Session.objects.held()
        .public()
        .exclude(offering__state=OfferingState.CANCELLED)
        .between(midnight, midnight + timedelta(days=1) + AHEAD)
        .with_places()
        .order_by("starts_at", "pk")[:80]
    )
    heads = Heads([*offerings, *(session.offering for session in sessions)], request)
    today = dates.today()
    on_today = [s for s in sessions if dates.local_date(s.starts_at) <= today]
    later = one_each([s for s in sessions if s not in on_today])
    opening = sorted((o for o in offerings if o.opens_at > now), key=lambda o: o.opens_at)
    running = [o for o in offerings if o.opens_at <= now and o.starts_at and o.starts_at > now]
    keep_until(request, *(moment for s in on_today for moment in (s.starts_at, s.ends_at)))
    keep_until(request, *(o.opens_at for o in opening))
    rows = rows_of(one_a_page(sorted(running, key=lambda o: o.starts_at)), request, heads)
    found = Now(
        today=[session_row(s, heads) for s in one_each([s for s in on_today if s.ends_at > now])],
        opening=rows_of(one_a_page(opening)[:5], request, heads),
        open=[row for row in rows if row.state in CAN_REGISTER][:6],
    )
    # What can be registered for stands there already; the rest of the week is for who is coming.
    shown = {row.url for row in found.open} | {row.url for row in found.today}
    week = [session_row(session, heads) for session in later]
    found.week = [row for row in week if row.url not in shown][:6]
    return found


def open_or_shown(now: datetime, shown: list[int | None]) -> Any:
    """Offerings that take registrations or soon will, as they begin to; before them those shown."""
    takes = Q(state=OfferingState.PUBLISHED, opens_at__lt=now + OPENING, closes_at__gt=now)
    ids = [pk for pk in shown if pk]
    first = Case(When(pk__in=ids, then=0), default=1, output_field=IntegerField())
    found = Offering.objects.public().filter(takes | Q(pk__in=ids))
    return found.order_by(first, "opens_at", "pk")[: MOST_OPEN + len(ids)]


def is_open_or_opening(offering: Any, now: datetime) -> bool:
    """Whether it takes registrations or soon will."""
    return bool(
        offering.state == OfferingState.PUBLISHED
        and offering.opens_at < now + OPENING
        and offering.closes_at > now
    )


def one_a_page(offerings: list[Any]) -> list[Any]:
    """The first offering of each page: a tour must not fill the home page."""
    first: dict[Any, Any] = {}
    for offering in offerings:
        first.setdefault(offering.page.translation_key, offering)
    return list(first.values())


def one_each(sessions: list[Any]) -> list[Any]:
    """The first session of each offering."""
    first: dict[int, Any] = {}
    for session in sessions:
        first.setdefault(session.offering_id, session)
    return list(first.values())


def session_row(session: Any, heads: Heads) -> Row:
    """A session as a row that leads to its page; its topic stands as the note."""
    offering = session.offering
    title, topic = heads.title(offering), text_of(session, "title")
    said = (title, in_language(heads.page(offering)))
    return Row(
        title=title,
        url=heads.url(offering),
        starts=session.starts_at,
        ends=session.ends_at,
        place=place_of(session),
        kind=heads.kind(offering),
        note="" if any(repeats(words, topic) for words in said) else topic,
    )


@dataclass
class Own:
    """What concerns the signed-in reader first."""

    next: Row | None = None
    duties: list[dict[str, Any]] = field(default_factory=list)


def own(person: Any, request: Any) -> Own | None:
    """The reader's next session and what they owe; None for the anonymous."""
    if not getattr(person, "is_authenticated", False):
        return None
    session = (
        Session.objects.held()
        .public()
        .filter(
            ends_at__gte=timezone.now(),
            offering__registrations__in=person.registrations.confirmed(),
        )
        .exclude(offering__state=OfferingState.CANCELLED)
        .with_places()
        .order_by("starts_at", "pk")
        .first()
    )
    found = Own()
    if session is not None:
        found.next = session_row(session, Heads([session.offering], request))
    found.duties = [duty_line(duty) for duty in owed(person)[:4]]
    return found


def duty_line(duty: Any) -> dict[str, Any]:
    """What components/owed.html shows of an essay that is owed."""
    if duty.essay is None:
        url = address(f"/o/{duty.offering.public_id}/" if duty.offering else "/me/")
    else:
        url = address(f"/me/essays/{duty.essay.public_id}/")
    due = gettext("due %(when)s") % {"when": dates.instant(duty.due_at)}
    if duty.is_returned:
        due = gettext("returned for revision")
    elif duty.is_overdue:
        due = gettext("was due %(when)s") % {"when": dates.instant(duty.due_at)}
    return {
        "title": text_of(duty.task, "title"),
        "due": due,
        "late": duty.is_overdue,
        "url": url,
        "label": gettext("Write") if duty.essay is None else gettext("Continue writing"),
    }


def courses_first(now: datetime) -> list[Any]:
    """Up to six courses: those with a cohort to come first."""
    courses = open_to_all(CoursePage.objects.filter(locale__language_code=get_language()))
    courses = with_dates(courses, now).select_related("category", "locale", "picture")
    ordered = sorted(
        courses.order_by("path")[:30], key=lambda c: (c.next_at is None, c.next_at or now)
    )
    return ordered[:6]


def venues_first(now: datetime) -> list[Any]:
    """Up to twelve venues, those where most is coming first."""
    coming = Count(
        "venue__sessions",
        filter=Q(venue__sessions__ends_at__gte=now, venue__sessions__cancelled_at=None),
    )
    venues = open_to_all(VenuePage.objects.filter(locale__language_code=get_language()))
    venues = venues.annotate(coming=coming).order_by("-coming", "path")
    return list(venues.select_related("venue", "locale", "picture")[:12])


def latest_articles() -> list[ArticlePage]:
    """The newest three articles in the reader's language."""
    articles = open_to_all(ArticlePage.objects.filter(locale__language_code=get_language()))
    return list(articles.select_related("locale", "picture").order_by("-published_on", "-pk")[:3])
