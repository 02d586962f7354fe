"""Celery tasks of the kernel: `drain` lives with the outbox; this lets go what is due to go."""

from celery import shared_task

from kernel.outbox import drain
from kernel.retention import forget_all

__all__ = ["drain", "forget"]


@shared_task
def forget() -> dict[str, int]:
    """Every night: what was kept long enough goes, whatever room it belongs to."""
    return forget_all()
