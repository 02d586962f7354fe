"""Celery tasks of the room."""

from celery import shared_task
from django.utils import timezone

from events import workdays


@shared_task
def fill_workdays() -> int:
    """Take over the holidays of this year and the next as soon as they are known."""
    year = timezone.localdate().year
    return workdays.fill((year, year + 1))
