"""What this room holds about a person."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendars.models import Feed, InvitationWish, MailedSession
from kernel.privacy import PersonalData, Section, from_sections

SECTIONS = (
    Section(
        "calendar_feeds",
        _("Calendar feeds"),
        Feed,
        lambda person: Feed.objects.of(person).select_related("unit"),
        {
            "name": _("Name"),
            "language": _("Language"),
            "unit": _("Unit"),
            "with_waiting": _("What I wait for, too"),
            "deadlines": _("Deadlines"),
            "alarm": _("Reminder"),
            "made_at": _("Made"),
            "used_on": _("Last used"),
            "revoked_at": _("Revoked"),
        },
        _("No address answers any more; their names go."),
        {
            "person": "this person",
            "public_id": "names the record in addresses",
            "token_hash": "a hash of the secret in the address",
        },
    ),
    Section(
        "invitation_wish",
        _("Invitations with the mails"),
        InvitationWish,
        lambda person: InvitationWish.objects.filter(person=person),
        {"by_mail": _("Wanted")},
        _("It goes."),
        {"person": "this person"},
    ),
    Section(
        "mailed_sessions",
        _("Invitations that went out by mail"),
        MailedSession,
        lambda person: (
            MailedSession.objects.filter(person=person).select_related("session").order_by("pk")
        ),
        {"session": _("Session"), "is_held": _("Invited"), "mailed_at": _("Mailed")},
        _("They go."),
        {
            "person": "this person",
            "sequence": "counts the mails for the calendar that reads them",
            "content": "a hash of what the mail said",
            "mail": "names the notice, which is shown with the notices",
        },
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """The addresses move: calendars that use them go on. What one was told by mail moves unless
    the other was told of the same session; the wish of the one that stays holds."""
    Feed.objects.filter(person=drop).update(person=keep)
    told = MailedSession.objects.filter(person=drop)
    told.filter(session__in=_sessions_of(keep)).delete()
    told.update(person=keep)
    InvitationWish.objects.filter(person=drop).delete()


def _sessions_of(person: Any) -> list[int]:
    return list(MailedSession.objects.filter(person=person).values_list("session", flat=True))


def erase(person: Any) -> None:
    """No address answers any more; the names that the person gave go."""
    feeds = Feed.objects.filter(person=person)
    feeds.in_use().update(revoked_at=timezone.now())
    feeds.update(name="")
    MailedSession.objects.filter(person=person).delete()
    InvitationWish.objects.filter(person=person).delete()


PROVIDER = PersonalData(
    "calendars",
    (Feed, InvitationWish, MailedSession),
    from_sections(SECTIONS),
    merge,
    erase,
    sections=SECTIONS,
    about={Feed: "person", InvitationWish: "person", MailedSession: "person"},
)
