"""Records and pages of the room."""

from events.models.buses import Bus
from events.models.kinds import EventKind
from events.models.offerings import Offering, SeatPool, SeatPosting, Session
from events.models.pages import EventIndexPage, EventPage, VenueIndexPage, VenuePage
from events.models.speakers import Speaker, SpeakerAbsence
from events.models.venues import OpeningException, OpeningRule, TeachingPoint, Venue
from events.models.workdays import Workday

__all__ = [
    "Bus",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "Offering",
    "OpeningException",
    "OpeningRule",
    "SeatPool",
    "SeatPosting",
    "Session",
    "Speaker",
    "SpeakerAbsence",
    "TeachingPoint",
    "Venue",
    "VenueIndexPage",
    "VenuePage",
    "Workday",
]
