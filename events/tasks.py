"""Celery tasks of the room."""

from celery import shared_task
from django.utils import timezone

from events import workdays
from events.actions import lapse_booking
from events.models import VenueBooking


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
