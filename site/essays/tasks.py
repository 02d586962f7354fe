"""What time brings about: reminders of essays that are still owed."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from essays.actions import remind
from essays.models import EssayTask

# No reminder is further from its day than this.
REACH = timedelta(days=60)


@shared_task(name="essays.remind_of_essays")
def remind_of_essays() -> int:
    """Remind of every task whose day it is; safe to repeat. Returns of how many."""
    now = timezone.now()
    # With more time given a deadline may lie later than the task's own.
    near = EssayTask.objects.filter(due_at__gte=now - 2 * REACH, due_at__lte=now + REACH)
    tasks = near.select_related("offering").order_by("pk")
    return sum(remind(by=None, task=task, today=timezone.localdate()).changed for task in tasks)
