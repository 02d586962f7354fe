"""Celery tasks of the kernel: drain the outbox, forget what is no longer needed."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from kernel.models import IdempotencyKey, OutboxTask
from kernel.outbox import drain_once

BATCH = 50


@shared_task
def drain() -> int:
    """Do what is due, in small batches so that other tasks get their turn; return how many."""
    done = drain_once(BATCH)
    if done == BATCH:
        drain.delay()
    return done


@shared_task
def tidy() -> None:
    """Drop answered idempotency keys after a day and finished tasks after a month."""
    now = timezone.now()
    IdempotencyKey.objects.filter(created_at__lt=now - timedelta(hours=24)).delete()
    OutboxTask.objects.filter(done_at__lt=now - timedelta(days=30)).delete()
