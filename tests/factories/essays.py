"""Essay tasks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from essays.enums import EssayState
from essays.models import Consent, Essay, EssayRevision, EssayTask, Publication
from essays.uses import NameShown, Use
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


def make_publication(task: EssayTask, author: Any) -> Publication:
    """An accepted essay whose author lets it stand on the site under the own name."""
    now = timezone.now()
    essay = Essay.objects.create(
        task=task, author=author, state=EssayState.ACCEPTED, submitted_at=now
    )
    revision = EssayRevision.objects.create(
        essay=essay, number=1, title="复核人一栏", text="在纪念馆二层。", characters=6
    )
    held = Publication.objects.create(essay=essay, revision=revision)
    Consent.objects.create(publication=held, use=Use.WEB, name_shown=NameShown.REAL)
    return held
