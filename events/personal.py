"""What this room holds about a person: what they did to places and bookings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import BookingChange, SeatPosting, Speaker
from kernel.privacy import PersonalData, Section, from_sections

SECTIONS = (
    Section(
        "postings",
        _("Places you posted"),
        SeatPosting,
        lambda person: SeatPosting.objects.filter(by=person).select_related("pool__offering__page"),
        {
            "at": _("When"),
            "pool.offering": _("Offering"),
            "kind": _("Kind"),
            "delta": _("Places"),
            "said": _("Reason"),
        },
        _("Stays: it belongs to the ledger of places and is about no person."),
        {"by": "this person", "reason": "in words above"},
    ),
    Section(
        "speakers",
        _("As a speaker"),
        Speaker,
        lambda person: Speaker.objects.filter(person=person).order_by("pk"),
        {
            "name": _("Name"),
            "name_en": _("Name in English"),
            "title": pgettext_lazy("of a person", "Title"),
            "title_en": pgettext_lazy("of a person", "Title in English"),
            "unit_text": _("Unit"),
            "topics": _("Topics"),
        },
        _("What you taught stays on the timetables; that it was you in the register goes."),
        {"public_id": "names the record in addresses", "person": "this person"},
    ),
    Section(
        "booking_changes",
        _("Bookings at venues you handled"),
        BookingChange,
        lambda person: (
            BookingChange.objects.filter(by=person)
            .select_related("booking__venue", "booking__session")
            .order_by("at", "pk")
        ),
        {
            "at": _("When"),
            "booking": _("Booking"),
            "from_state": _("Before"),
            "to_state": _("After"),
            "said": _("Note"),
        },
        _("Stays: it belongs to the booking and is about no person."),
        {"by": "this person", "note": "in words above"},
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """What was done moves."""
    SeatPosting.objects.filter(by=drop).update(by=keep)
    BookingChange.objects.filter(by=drop).update(by=keep)
    Speaker.objects.filter(person=drop).update(person=keep)


def erase(person: Any) -> None:
    """Who spoke is published under a name; that it is this account is said no more. Postings and
    steps of bookings hold no words about their author.
    """
    Speaker.objects.filter(person=person).update(person=None)


PROVIDER = PersonalData(
    "events",
    (SeatPosting, BookingChange, Speaker),
    from_sections(SECTIONS),
    merge,
    erase,
    sections=SECTIONS,
    about={Speaker: "person"},
)
