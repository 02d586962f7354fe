"""What an author is told, in the transaction that causes it."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from essays.models import Essay, EssayRevision
from notices.delivery import notify
from notices.enums import Kind


def tell_author(essay: Essay, kind: Kind, revision: EssayRevision, **context: Any) -> None:
    """Write the notice of `kind` about one revision; the reviewer is never named."""
    author, task = essay.author, essay.task
    english = author.language.startswith("en") and task.title_en
    with translation.override(author.language):
        path = reverse("essay", args=[essay.public_id])
    notify(
        person=author,
        kind=kind,
        key=f"{essay.public_id}:{revision.number}",
        path=path,
        context={"task_title": english or task.title, "revision": revision, **context},
        reply_to=task.offering.contact if task.offering else "",
    )
