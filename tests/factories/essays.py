"""Essay tasks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from essays.models import EssayTask
from events.models import Offering


def make_task(offering: Offering, **fields: Any) -> EssayTask:
    """A task of 20 to 200 characters, due in a week."""
    values = {
        "title": "研修心得",
        "min_characters": 20,
        "max_characters": 200,
        "due_at": timezone.now() + timedelta(days=7),
    } | fields
    return EssayTask.objects.create(offering=offering, **values)
