"""Telling a person: a record in the transaction that causes it, a mail after commit."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from kernel.outbox import enqueue, handler
from notices.enums import Kind
from notices.models import Notice

DELIVER = "notices.deliver"


def notify(
    *, person: Any, kind: Kind, key: str, path: str = "", context: dict[str, Any] | None = None
) -> Notice | None:
    """Write the notice of `kind` for `person`; the same `key` again writes nothing.

    `path` is where the reader goes next; `context` fills `templates/notices/<kind>.txt`, whose first
    line is the subject. Call inside the action's transaction.
    """
    with translation.override(person.language):
        words = render_to_string(
            f"notices/{kind}.txt", {"person": person, "site": settings.SITE_URL, **(context or {})}
        )
    subject, _, body = words.strip().partition("\n")
    # A line break in a name must never become a header.
    notice, made = Notice.objects.get_or_create(
        key=f"{kind}:{key}:{person.pk}",
        defaults={
            "recipient": person,
            "kind": kind,
            "subject": " ".join(subject.split())[:200],
            "body": body.strip(),
            "path": path,
            "language": person.language,
        },
    )
    if made:
        enqueue(DELIVER, {"notice": notice.pk}, key=f"notice:{notice.pk}")
    return notice if made else None


@handler(DELIVER)
def deliver(payload: dict[str, Any]) -> None:
    """Send one notice by mail, once; a person without an address has the inbox alone."""
    notice = Notice.objects.select_related("recipient").get(pk=payload["notice"])
    if notice.state != Notice.State.QUEUED:
        return
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
        to=[notice.recipient.email],
        headers={"Message-ID": f"<notice-{notice.public_id}@yanxi.invalid>"},
    )
    message.attach_alternative(html, "text/html")
    return message
