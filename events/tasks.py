"""Celery tasks of the room."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object

from events import workdays
from events.actions import lapse_booking
from events.models import Offering, VenueBooking

# Longer than the time between two runs, so that a late one misses nothing.
CHANGED_WITHIN = timedelta(minutes=30)


@shared_task
def fill_workdays() -> int:
    """Take over the holidays of this year and the next as soon as they are known."""
    year = timezone.localdate().year
    return workdays.fill((year, year + 1))


@shared_task
def lapse_bookings() -> int:
    """Let requests lapse that no venue answered in time; return how many did."""
    late = VenueBooking.objects.unanswered().with_places()
    return sum(lapse_booking(by=None, booking=booking).changed for booking in late)


@shared_task
def index_programmes() -> int:
    """Let the search know the dates that were changed lately; return of how many pages."""
    since = timezone.now() - CHANGED_WITHIN
    changed = Offering.objects.filter(Q(changed_at__gte=since) | Q(sessions__changed_at__gte=since))
    keys = changed.order_by().values("page__translation_key")
    pages = list(Page.objects.live().filter(translation_key__in=keys).specific())
    for page in pages:
        insert_or_update_object(page)
    return len(pages)
