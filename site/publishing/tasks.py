"""Scheduled publishing, and forgetting the files of imports."""

from celery import shared_task
from django.core.management import call_command

from publishing.tabular.work import forget_files


@shared_task
def publish_scheduled() -> None:
    """Publish and expire the pages whose hour has come."""
    call_command("publish_scheduled")


@shared_task
def forget_imports() -> int:
    """Delete the files of imports older than a month."""
    return forget_files()
