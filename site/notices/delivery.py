"""Telling a person: a record in the transaction that causes it, a mail after commit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from kernel.outbox import enqueue, handler
from notices.enums import Kind
from notices.models import Notice

DELIVER = "notices.deliver"
BATCH = 50


@dataclass(frozen=True)
class Note:
    """What one of many is told: see `notify`."""

    person: Any
    key: str
    path: str = ""
    context: dict[str, Any] = field(default_factory=dict)


def notify(
    *, person: Any, kind: Kind, key: str, path: str = "", context: dict[str, Any] | None = None
) -> Notice | None:
    """Write the notice of `kind` for `person`; the same `key` again writes nothing.

    `path` is where the reader goes next; `context` fills `templates/notices/<kind>.txt`: its first
    line is the subject. Call inside the action's transaction.
    """
    made = notify_many(kind, [Note(person, key, path, context or {})])
    return made[0] if made else None


def notify_many(kind: Kind, notes: Iterable[Note], *, is_new: bool = False) -> list[Notice]:
    """The same for many people: three statements and one task for each fifty of them.

    `is_new` says that the keys name what this very transaction wrote: nobody looks for them.
    """
    wanted = {f"{kind}:{note.key}:{note.person.pk}": note for note in notes}
    if not wanted:
        return []
    written = Notice.objects.none() if is_new else Notice.objects.filter(key__in=wanted)
    told = set(written.values_list("key", flat=True))
    notices = Notice.objects.bulk_create(
        _written(kind, key, note) for key, note in wanted.items() if key not in told
    )
    for batch in batched(notices, BATCH):
        first = batch[0].pk
        enqueue(DELIVER, {"notices": [notice.pk for notice in batch]}, key=f"notices:{first}")
    return notices


def _written(kind: Kind, key: str, note: Note) -> Notice:
    language = note.person.language
    with translation.override(language):
        context = {"person": note.person, "site": settings.SITE_URL, **note.context}
        words = render_to_string(f"notices/{kind}.txt", context)
    subject, _, body = words.strip().partition("\n")
    return Notice(
        key=key,
        recipient=note.person,
        kind=kind,
        # A line break in a name must never become a header.
        subject=" ".join(subject.split())[:200],
        body=body.strip(),
        path=note.path,
        language=language,
    )


@handler(DELIVER)
def deliver(payload: dict[str, Any]) -> None:
    """Send notices by mail, each once; a person without an address has the inbox alone.

    One address that fails does not keep the others waiting: it alone is tried again.
    """
    failed: Exception | None = None
    queued = Notice.objects.filter(pk__in=payload["notices"], state=Notice.State.QUEUED)
    for notice in queued.select_related("recipient").order_by("pk"):
        try:
            _send(notice)
        except Exception as error:  # noqa: BLE001 - an address that cannot be written, a server away
            failed = error
    if failed is not None:
        raise failed


def _send(notice: Notice) -> None:
    if notice.recipient.email:
        _mail(notice).send()
        notice.state, notice.sent_at = Notice.State.SENT, timezone.now()
    else:
        notice.state = Notice.State.INBOX_ONLY
    notice.save(update_fields=["state", "sent_at"])


def _mail(notice: Notice) -> EmailMultiAlternatives:
    with translation.override(notice.language):
        context = {"notice": notice, "url": f"{settings.SITE_URL}{notice.path}"}
        text = render_to_string("notices/mail.txt", context)
        html = render_to_string("notices/mail.html", context)
    message = EmailMultiAlternatives(
        notice.subject,
        text,
        to=[notice.recipient.email or ""],
        headers={"Message-ID": f"<notice-{notice.public_id}@yanxi.invalid>"},
    )
    message.attach_alternative(html, "text/html")
    return message
