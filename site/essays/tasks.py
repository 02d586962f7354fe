"""What time brings about: reminders of essays that are owed, reviewers whose role has ended."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from essays.actions import hand_on, remind_of
from essays.models import Assignment, EssayTask

# No reminder is further from its day than this.
REACH = timedelta(days=60)


@shared_task(name="essays.remind_of_essays")
def remind_of_essays() -> int:
    """Remind of every task whose day it is; safe to repeat. Returns of how many."""
    now, today = timezone.now(), timezone.localdate()
    # With more time given a deadline may lie later than the task's own, a unit's number earlier.
    near = Q(due_at__gte=now - 2 * REACH, due_at__lte=now + 2 * REACH)
    near |= Q(milestones__due_on__range=(today - 2 * REACH, today + 2 * REACH))
    done = 0
    tasks = EssayTask.objects.filter(near).distinct()
    for task in tasks.select_related("offering").order_by("pk"):
        done += remind_of(by=None, task=task, today=today).changed
    return done


@shared_task(name="essays.hand_on_essays")
def hand_on_essays() -> int:
    """Take essays from reviewers who may read them no more; safe to repeat. Returns of how many
    tasks."""
    waiting = Assignment.objects.open().values("essay__task")
    tasks = EssayTask.objects.filter(pk__in=waiting).select_related("lead_unit").order_by("pk")
    return sum(hand_on(by=None, task=task).changed for task in tasks)
