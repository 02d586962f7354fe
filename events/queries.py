"""What is asked about offerings and sessions, by name."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max, Min, OuterRef, Q, StringAgg, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from publishing.queries import restricted

VISIBLE = ("published", "paused", "cancelled", "finished")


def _of_pools(field: str, offering: str = "pk") -> Coalesce:
    """Sum of a pool field per offering, as a subquery that joins nothing else."""
    pools = (
        apps.get_model("events", "SeatPool")
        .objects.filter(offering=OuterRef(offering))
        .order_by()
        .values("offering")
    )
    return Coalesce(Subquery(pools.annotate(total=Sum(field)).values("total")), 0)


def _of_sessions(expression: Any) -> Subquery:
    """A figure over the sessions of an offering that will be held."""
    held = (
        apps.get_model("events", "Session")
        .objects.filter(offering=OuterRef("pk"), cancelled_at=None)
        .order_by()
    )
    return Subquery(held.values("offering").annotate(figure=expression).values("figure"))


def _is_open(at: datetime) -> Q:
    return Q(state="published", opens_at__lte=at, closes_at__gt=at)


class OfferingQuerySet(models.QuerySet[Any]):
    """Offerings."""

    def public(self) -> "OfferingQuerySet":
        """What a visitor may see: no drafts, and only of pages that are live and open to all."""
        return self.filter(
            ~restricted("page__path"), state__in=VISIBLE, is_dropped=False, page__live=True
        )

    def with_figures(self) -> "OfferingQuerySet":
        """Adds `capacity`, `taken`, `starts_at`, `ends_at`, `hours` in one query."""
        return self.with_seats().with_dates().annotate(hours=_of_sessions(Sum("credit_hours")))

    def with_dates(self) -> "OfferingQuerySet":
        """Adds `starts_at` and `ends_at` alone."""
        return self.annotate(
            starts_at=_of_sessions(Min("starts_at")), ends_at=_of_sessions(Max("ends_at"))
        )

    def with_seats(self) -> "OfferingQuerySet":
        """Adds `capacity` and `taken` alone."""
        return self.annotate(capacity=_of_pools("capacity"), taken=_of_pools("taken"))

    def open_at(self, at: datetime | None = None) -> "OfferingQuerySet":
        """Whose registration window is open."""
        return self.filter(_is_open(at or timezone.now()))

    def with_open(self, at: datetime | None = None) -> "OfferingQuerySet":
        """Adds `is_open`: whether the registration window is."""
        return self.annotate(is_open=_is_open(at or timezone.now()))

    def upcoming(self, at: datetime | None = None) -> "OfferingQuerySet":
        """Not over yet, soonest first; needs `with_figures`."""
        return self.filter(ends_at__gte=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None) -> "OfferingQuerySet":
        """Over, latest first; needs `with_figures`."""
        return self.filter(ends_at__lt=at or timezone.now()).order_by("-starts_at", "-pk")

    def of_themes(self, themes: Any) -> "OfferingQuerySet":
        """Whose page, in any language, or the topic of one of whose sessions has one of them."""
        sessions = apps.get_model("events", "Session").objects.filter(topic__themes__in=themes)
        events = apps.get_model("events", "EventPage").objects.filter(themes__in=themes)
        courses = apps.get_model("courses", "CoursePage").objects.filter(themes__in=themes)
        return self.filter(
            models.Q(page__translation_key__in=events.values("translation_key"))
            | models.Q(page__translation_key__in=courses.values("translation_key"))
            | models.Q(pk__in=sessions.values("offering"))
        )

    def of_page(self, page: Any) -> "OfferingQuerySet":
        """Offerings of a page, in whichever language and under whichever alias it is read."""
        return self.filter(page__translation_key=(page.alias_of or page).translation_key)


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions."""

    def held(self) -> "SessionQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def holding(self) -> "SessionQuerySet":
        """Which hold their room, speaker and bus: neither they nor their offering is cancelled."""
        return self.filter(cancelled_at=None, offering_cancelled=False)

    def with_seats(self) -> "SessionQuerySet":
        """Adds the offering's `capacity` and `taken`."""
        return self.annotate(
            capacity=_of_pools("capacity", "offering"), taken=_of_pools("taken", "offering")
        )

    def with_others(self) -> "SessionQuerySet":
        """Adds `others`: keys of those who speak beside the first one, 3,5. For values alone."""
        rows = apps.get_model("events", "SessionSpeaker").objects.filter(
            session=OuterRef("pk"), place__gt=0
        )
        keys = StringAgg(Cast("speaker_id", TextField()), Value(","))
        found = rows.order_by().values("session").annotate(keys=keys)
        return self.annotate(others=Subquery(found.values("keys")))

    def public(self) -> "SessionQuerySet":
        """Of offerings that a visitor may see."""
        return self.filter(
            ~restricted("offering__page__path"),
            offering__state__in=VISIBLE,
            offering__is_dropped=False,
            offering__page__live=True,
        )

    def between(self, start: datetime, end: datetime) -> "SessionQuerySet":
        """Overlapping the half-open span [start, end)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def on_day(self, day: Any) -> "SessionQuerySet":
        """Overlapping a day in the site's zone."""
        zone = timezone.get_current_timezone()
        start = datetime.combine(day, datetime.min.time(), zone)
        return self.between(start, start + timedelta(days=1))

    def with_places(self) -> "SessionQuerySet":
        """Everything a row shows about a session, without further queries."""
        return self.select_related(
            "venue",
            "teaching_point",
            "speaker",
            "offering__page__locale",
            "offering__page__eventpage__kind",
            "offering__lead_unit",
        ).defer("offering__page__eventpage__body")


class BookingQuerySet(models.QuerySet[Any]):
    """Bookings at venues."""

    def standing(self) -> "BookingQuerySet":
        """Counted against a venue's capacity: not declined and not lapsed."""
        return self.filter(state__in=("asked", "confirmed"))

    def between(self, start: datetime, end: datetime) -> "BookingQuerySet":
        """Overlapping the half-open span [start, end)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def unanswered(self, at: datetime | None = None) -> "BookingQuerySet":
        """Asked for, and the time to answer is over."""
        return self.filter(state="asked", answer_by__lte=at or timezone.now())

    def with_places(self) -> "BookingQuerySet":
        """Everything a row shows, without further queries."""
        return self.select_related(
            "venue", "teaching_point", "session__offering__page", "session__offering__lead_unit"
        )
