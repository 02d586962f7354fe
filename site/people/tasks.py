"""Celery tasks of the room."""

from celery import shared_task

from people.groups import sync_all_groups


@shared_task
def follow_memberships() -> int:
    """Let the groups of the admin follow memberships that began or ended."""
    return sync_all_groups()
