"""What this room holds about a person."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendars.models import Feed
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
)


def merge(keep: Any, drop: Any) -> None:
    """The addresses move: calendars that use them go on."""
    Feed.objects.filter(person=drop).update(person=keep)


def erase(person: Any) -> None:
    """No address answers any more; the names that the person gave go."""
    feeds = Feed.objects.filter(person=person)
    feeds.in_use().update(revoked_at=timezone.now())
    feeds.update(name="")


PROVIDER = PersonalData(
    "calendars",
    (Feed,),
    from_sections(SECTIONS),
    merge,
    erase,
    sections=SECTIONS,
    about={Feed: "person"},
)
