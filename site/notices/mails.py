"""What leaves the site: a mail in plain text and in the site's design, a text message in one line.

Every mail of the site goes through `letter`, the sign-in room's codes and warnings included.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notices.enclosures import NoticeMail, enclosed_with
from notices.enums import Channel
from notices.models import Delivery, Notice
from notices.unsubscribing import token_of

HTML = "text/html"
ADDRESS = re.compile(r"https?://\S+")
# A one-time code on a line of its own, as the sign-in room writes it.
CODE = re.compile(r"(?=.*\d)[A-Z0-9]{3,8}(-[A-Z0-9]{3,8})*|[A-Z0-9]{4}-[A-Z0-9]{4}")


@dataclass(frozen=True)
class Part:
    """A paragraph of a letter: `text`, a `code` to type, an address to press (`link`)."""

    kind: str
    text: str


def parts_of(text: str) -> list[Part]:
    """A plain text as paragraphs; an address or a code that stands alone becomes one."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lone = paragraph.strip()
        if ADDRESS.fullmatch(lone):
            found.append(Part("link", lone))
        elif CODE.fullmatch(lone):
            found.append(Part("code", lone))
        else:
            found.append(Part("text", lone))
    return found


def letter(**context: Any) -> str:
    """The HTML of a mail; see `templates/notices/mail.html` for what it takes."""
    return render_to_string("notices/mail.html", {"site": settings.SITE_URL, **context})


def html_of(text: str, subject: str) -> str:
    """The HTML of a mail of which there is the plain text alone, in the active language."""
    body, _line, _foot = text.partition("\n-- \n")
    return letter(subject=subject, language=translation.get_language(), parts=parts_of(body))


def mail_of(delivery: Delivery) -> EmailMultiAlternatives:
    """The mail of a notice, the same with the same id however often it is written."""
    notice = delivery.notice
    with translation.override(notice.language):
        enclosure = enclosed_with(notice)
        context = _context(notice) | {"links": enclosure.links}
        text = render_to_string("notices/mail.txt", context)
        html = letter(**context)
    message = NoticeMail(
        notice.subject,
        text,
        to=[notice.recipient.email or ""],
        reply_to=[notice.reply_to] if notice.reply_to else None,
        headers=_headers(delivery, context["unsubscribe"]),
    )
    message.attach_alternative(html, HTML)
    message.enclosure = enclosure
    for part in enclosure.files:
        message.attach(part)
    return message


def sms_of(notice: Notice) -> str:
    """The text message of a notice: what it is, and where the rest stands; its sender signs it."""
    with translation.override(notice.language):
        return _("%(subject)s. More on the site: %(address)s") % {
            "subject": notice.subject,
            "address": f"{settings.SITE_URL}{notice.path or reverse('notices')}",
        }


def message_id(delivery: Delivery) -> str:
    """Stable for a delivery, so that clients show what was sent twice once; new when resent."""
    again = f".{delivery.round}" if delivery.round else ""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<notice-{delivery.notice.public_id}{again}@{host}>"


def _context(notice: Notice) -> dict[str, Any]:
    unsubscribe = ""
    if not notice.is_mandatory:
        token = token_of(notice.recipient, notice.kind)
        unsubscribe = settings.SITE_URL + reverse("notices-unsubscribe", args=[token])
    return {
        "subject": notice.subject,
        "language": notice.language,
        "greeting": notice.recipient.name,
        "parts": [Part("text", text) for text in re.split(r"\n\s*\n", notice.body) if text],
        "body": notice.body,
        "url": f"{settings.SITE_URL}{notice.path}" if notice.path else "",
        "is_notice": True,
        "can_reply": bool(notice.reply_to),
        "unsubscribe": unsubscribe,
        "preferences": settings.SITE_URL + reverse("notices-preferences"),
    }


def _headers(delivery: Delivery, unsubscribe: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(delivery),
        "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's absence answers
    }
    if unsubscribe and delivery.channel == Channel.MAIL:
        # RFC 8058: the mail program sends one POST there, without cookies and without a page.
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
