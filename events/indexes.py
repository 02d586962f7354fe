"""What the index pages of events and venues show: filters, and a page of rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from events.enums import OfferingState
from events.listing import Row, listed, remember_boundaries, row_of, venue_name
from events.models import EventKind, EventPage, Offering, Session
from media.models import CustomRendition
from publishing.filters import Filters
from publishing.queries import open_to_all
from publishing.templatetags.components import text_of

A_PAGE = 24
CARD_PICTURE = "fill-720x480|format-webp"


@dataclass
class Listing:
    """A filtered list, one page of it, and the sentence that says what it is."""

    filters: Filters
    page: ListPage
    items: list[Any]
    result: str


def below(model: Any, index: Any) -> Any:
    """Published pages of a type below an index page; none below one that was never saved."""
    if not index.path:
        return model.objects.none()
    return open_to_all(model.objects.child_of(index))


def with_card_pictures(pages: Any) -> Any:
    """Pages with their pictures, in the size that cards show: one query for all of them."""
    return with_pictures(pages, CARD_PICTURE)


def with_pictures(pages: Any, *sizes: str) -> Any:
    """Pages, or what else has a `picture`, with the pictures in these sizes."""
    return pages.select_related("picture").prefetch_related(sized("picture__renditions", *sizes))


def sized(path: str, *sizes: str) -> Prefetch:
    """Renditions in these sizes, where Wagtail looks for them."""
    kept = CustomRendition.objects.filter(filter_spec__in=sizes)
    return Prefetch(path, kept, to_attr="prefetched_renditions")


def page_of(found: Any, request: Any) -> ListPage:
    """The page of a list that the address asks for; a wrong number gives the nearest one."""
    number = request.GET.get("page") if request is not None else None
    return Paginator(found, A_PAGE).get_page(number)


def sessions_of_page() -> Any:
    """Sessions of the offerings of the page that an outer query is about, in any language."""
    return (
        Session.objects.held()
        .public()
        .filter(offering__page__translation_key=OuterRef("translation_key"))
        .annotate(
            off=Case(
                When(offering__state=OfferingState.CANCELLED, then=1),
                default=0,
                output_field=IntegerField(),
            )
        )
    )


def with_dates(pages: Any, now: datetime) -> Any:
    """Adds `next_at`, `last_at`, `shown_id` (the offering to show) and `offering_count`."""
    sessions = sessions_of_page()
    ahead = sessions.filter(ends_at__gte=now).order_by("off", "starts_at")
    behind = sessions.order_by("off", "-starts_at")
    offerings = (
        Offering.objects.public()
        .filter(page__translation_key=OuterRef("translation_key"))
        .order_by()
        .values("page__translation_key")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return pages.annotate(
        next_at=Subquery(ahead.values("starts_at")[:1]),
        last_at=Subquery(behind.values("starts_at")[:1]),
        shown_id=Coalesce(
            Subquery(ahead.values("offering_id")[:1]), Subquery(behind.values("offering_id")[:1])
        ),
        offering_count=Coalesce(Subquery(offerings), 0),
    )


def shown_offerings(pages: list[Any]) -> dict[int, Any]:
    """The offering that each page of `with_dates` shows, by its id. Two queries."""
    wanted = Offering.objects.filter(pk__in=[page.shown_id for page in pages if page.shown_id])
    return {offering.pk: offering for offering in listed(wanted)}


def open_keys(now: datetime) -> Any:
    """Translation keys of pages with an offering that can be registered for.

    Asked once, not page by page: at a thousand pages that is milliseconds instead of seconds.
    """
    return Offering.objects.public().open_at(now).order_by().values("page__translation_key")


def in_time(pages: Any, when: str, now: datetime) -> Any:
    """Restrict pages of `with_dates` to a span of time, in its order."""
    if when == "past":
        return pages.filter(next_at=None, last_at__isnull=False).order_by("-last_at", "-pk")
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    ends = {"week": today + timedelta(days=7 - today.weekday()), "month": month}
    if when in ends:
        return pages.filter(next_at__lt=ends[when]).order_by("next_at", "pk")
    # What has no date yet stands behind what has one.
    upcoming = pages.exclude(next_at=None, last_at__isnull=False)
    return upcoming.order_by(F("next_at").asc(nulls_last=True), "pk")


def time_choices() -> list[tuple[str, str]]:
    """Spans of time to choose from."""
    return [
        ("", gettext("Upcoming")),
        ("week", gettext("This week")),
        ("month", gettext("This month")),
        ("past", gettext("Past")),
    ]


def registration_choices() -> list[tuple[str, str]]:
    """Whether registration matters."""
    return [("", gettext("Any")), ("open", gettext("Open for registration"))]


def event_listing(index: Any, request: Any) -> Listing:
    """Events below an index page, by time and kind."""
    now = timezone.now()
    filters = Filters.of(request)
    kinds = [(kind.slug, text_of(kind, "name")) for kind in EventKind.objects.all()]
    kind = filters.add("kind", gettext("Kind"), [("", gettext("All")), *kinds])
    when = filters.add("when", gettext("Time"), time_choices())
    asked = filters.add("registration", gettext("Registration"), registration_choices())
    pages = below(EventPage, index).select_related("kind", "locale")
    if kind:
        pages = pages.filter(kind__slug=kind)
    if asked:
        pages = pages.filter(translation_key__in=open_keys(now))
    page = page_of(in_time(with_dates(pages, now), when, now), request)
    rows = event_rows(list(page.object_list), request)
    count = page.paginator.count
    result = ngettext("%(count)d event", "%(count)d events", count) % {"count": count}
    return Listing(filters, page, rows, result)


def event_rows(
    pages: list[Any], request: Any, offerings: dict[int, Any] | None = None
) -> list[Row]:
    """Rows of event pages of `with_dates`, each dated by its next offering, else its last.

    `offerings`: those that the pages show, by id, where they are known already.
    """
    offerings = shown_offerings(pages) if offerings is None else offerings
    remember_boundaries(request, offerings.values())
    rows = []
    for page in pages:
        head = {"title": page.title, "url": page.get_url(request)}
        head["kind"] = text_of(page.kind, "name")
        offering = offerings.get(page.shown_id)
        if offering is None:
            rows.append(Row(**head, note=gettext("dates to be announced")))
            continue
        count = page.offering_count
        note = ngettext("%(count)d date", "%(count)d dates", count) % {"count": count}
        rows.append(row_of(offering, **head, note=note if count > 1 else ""))
    return rows


def venue_card(page: Any, request: Any, away: str = "") -> dict[str, Any]:
    """A venue's card: its picture, name, town and type; how far `away` it is, in words."""
    return {
        "page": page,
        "title": page.title,
        "name": venue_name(page.venue),
        "url": page.get_url(request),
        "town": text_of(page.venue, "town"),
        "type": page.venue.get_venue_type_display(),
        "points": getattr(page, "points", 0),
        "away": away,
        "summary": page.summary,
    }
