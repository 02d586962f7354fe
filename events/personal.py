"""What this room holds about a person: the postings of places they made."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.models import SeatPosting
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
)


def merge(keep: Any, drop: Any) -> None:
    """The postings move."""
    SeatPosting.objects.filter(by=drop).update(by=keep)


def erase(person: Any) -> None:
    """Nothing: a posting belongs to the ledger and holds no words about its author."""


PROVIDER = PersonalData(
    "events", (SeatPosting,), from_sections(SECTIONS), merge, erase, sections=SECTIONS
)
