"""Invitations that go along with the mails about a registration (RFC 5546, RFC 6047).

What goes along is what holds when the mail leaves, whatever the notice was written about: the
sessions of a place one has, and the taking back of those one no longer has, each only if it says
something that this calendar was not told before. One message carries one session, as the RFC wants.
"""

import hashlib
from dataclasses import replace
from email.message import MIMEPart
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from calendars.actions import Known, note_mailed
from calendars.assemble import message_bytes
from calendars.entry import Attendee, Entry, of_session
from calendars.models import InvitationWish, MailedSession
from calendars.owned import invited_rows
from calendars.rows import SessionRow
from calendars.rsvp import address_of
from notices.enclosures import Enclosure
from notices.enums import Kind
from notices.models import Notice
from registration.models import Registration

CARRYING = frozenset(
    {
        Kind.CONFIRMED,
        Kind.PROMOTED,
        Kind.ADMITTED,
        Kind.SUBSTITUTED,
        Kind.WITHDRAWN,
        Kind.REMOVED,
        Kind.MOVED,
        Kind.DECLINED,
        Kind.CHANGED,
        Kind.RECONFIRM,
        Kind.SESSION_CANCELLED,
        Kind.CANCELLED,
    }
)
MOST = 120
"""Sessions that one mail brings, the next one the rest: some 3 KB each, well below what servers
refuse. Every session that is taken back goes along however many they are."""


def enclosed_with(notice: Notice) -> Enclosure:
    """What goes along with the mail of `notice`: a message for each session with news."""
    person = notice.recipient
    if notice.kind not in CARRYING or not person.email or not wanted_by(person):
        return Enclosure()
    own = Registration.objects.of(person).filter(offering__public_id=notice.topic)
    registration = own.select_related("offering").first()
    if registration is None:
        return Enclosure()
    registration.person = person
    with translation.override(notice.language):
        return _enclosure(registration, notice.public_id)


def wanted_by(person: Any) -> bool:
    """Whether a person gets invitations: yes, unless they said no."""
    return not InvitationWish.objects.filter(person=person, by_mail=False).exists()


def _enclosure(registration: Registration, mail: str) -> Enclosure:
    now = timezone.now()
    person = registration.person
    rows = invited_rows(registration, str(translation.get_language()))
    known = {
        key: Known(
            content=_content(row, person.email or ""),
            is_held=registration.is_confirmed and not row.cancelled,
            is_over=row.ends_at < now,
            sequence=row.sequence,
        )
        for key, row in rows.items()
    }
    told = note_mailed(person=person, mail=mail, known=known, most=MOST)
    messages = [_message(rows[one.session_id], one, registration) for one in told]
    links: tuple[tuple[str, str], ...] = ()
    if any(one.is_held for one in told):
        links = ((_("Can you come? Answer here"), address_of(registration)),)
    if len(messages) == 1:
        # Mail programs show an invitation that is a form of the mail; others open the file.
        [(method, body)] = messages
        return Enclosure((_part(body, method),), (_file(body),), links)
    files = [_part(body, method, f"{n:02}.ics") for n, (method, body) in enumerate(messages, 1)]
    return Enclosure((), tuple(files), links)


def _content(row: SessionRow, mailbox: str) -> str:
    """A hash of what a message would say; a new number alone says nothing."""
    said = row._replace(sequence=0, changed_at=row.starts_at)
    return hashlib.sha256(repr((mailbox, tuple(said))).encode()).hexdigest()


def _message(row: SessionRow, told: MailedSession, registration: Registration) -> tuple[str, bytes]:
    entry = of_session(row)
    person = registration.person
    answer = "ACCEPTED" if registration.reconfirm_by is None else "NEEDS-ACTION"
    entry = replace(
        entry,
        sequence=told.sequence,
        changed_at=told.mailed_at,
        organizer=_organizer(entry),
        attendee=Attendee(person.name, person.email or "", answer),
    )
    if not told.is_held:
        return "CANCEL", message_bytes(replace(entry, status="CANCELLED", conference=""), "CANCEL")
    asked = _("%(term)s: %(value)s") % {
        "term": _("Can you come? Answer here"),
        "value": address_of(registration),
    }
    entry = replace(entry, description=f"{entry.description}\n{asked}".strip())
    return "REQUEST", message_bytes(entry, "REQUEST")


def _organizer(entry: Entry) -> tuple[str, str]:
    """The offering's mailbox, or the one that writes for the site."""
    name, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return entry.organizer or (name or settings.WAGTAIL_SITE_NAME, mailbox)


def _part(body: bytes, method: str, name: str = "") -> MIMEPart:
    """As bytes: a text part would lose the line ends that the format demands."""
    part = MIMEPart()
    words = {"method": method, "charset": "utf-8"} | ({"name": name} if name else {})
    shown: dict[str, Any] = {"disposition": "attachment", "filename": name} if name else {}
    part.set_content(body, "text", "calendar", params=words, cte="base64", **shown)
    return part


def _file(body: bytes) -> MIMEPart:
    part = MIMEPart()
    part.set_content(
        body, "application", "ics", cte="base64", disposition="attachment", filename="invite.ics"
    )
    return part
