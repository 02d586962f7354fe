"""Records and pages of the room."""

from events.models.kinds import EventKind
from events.models.offerings import Offering, SeatPool, SeatPosting, Session
from events.models.pages import EventIndexPage, EventPage, VenueIndexPage, VenuePage
from events.models.slots import PLACE, SLOT_FIELDS, SLOT_RECORDS, TIMES, Slot
from events.models.speakers import Speaker
from events.models.venues import OpeningRule, TeachingPoint, Venue
from events.models.workdays import Workday

__all__ = [
    "PLACE",
    "SLOT_FIELDS",
    "SLOT_RECORDS",
    "TIMES",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "Offering",
    "OpeningRule",
    "SeatPool",
    "SeatPosting",
    "Session",
    "Slot",
    "Speaker",
    "TeachingPoint",
    "Venue",
    "VenueIndexPage",
    "VenuePage",
    "Workday",
]
