"""Celery tasks of the kernel: `drain` lives with the outbox; this forgets what is not needed."""

from datetime import timedelta

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from kernel.models import IdempotencyKey, OutboxTask
from kernel.outbox import drain

__all__ = ["drain", "tidy"]


@shared_task
def tidy() -> None:
    """Drop answered keys after a day, finished tasks after a month, sessions that have run out."""
    now = timezone.now()
    IdempotencyKey.objects.filter(created_at__lt=now - timedelta(hours=24)).delete()
    OutboxTask.objects.filter(done_at__lt=now - timedelta(days=30)).delete()
    call_command("clearsessions")
