"""What this room holds about a person: what they did to places and bookings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.models import BookingChange, SeatPosting
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
            "reason": _("Reason"),
        },
        _("Stays: it belongs to the ledger of places and is about no person."),
        {"by": "this person"},
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
            "note": _("Note"),
        },
        _("Stays: it belongs to the booking and is about no person."),
        {"by": "this person"},
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """What was done moves."""
    SeatPosting.objects.filter(by=drop).update(by=keep)
    BookingChange.objects.filter(by=drop).update(by=keep)


def erase(person: Any) -> None:
    """Nothing: postings and steps of bookings hold no words about their author."""


PROVIDER = PersonalData(
    "events", (SeatPosting, BookingChange), from_sections(SECTIONS), merge, erase, sections=SECTIONS
)
