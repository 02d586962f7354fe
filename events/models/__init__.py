"""Records and pages of the room."""

from events.models.catalogue import Provider, Theme, Topic
from events.models.kinds import EventKind
from events.models.offerings import Offering, SeatPool, SeatPosting, Session
from events.models.pages import EventIndexPage, EventPage, VenueIndexPage, VenuePage
from events.models.speakers import Speaker
from events.models.venues import OpeningRule, TeachingPoint, Venue
from events.models.workdays import Workday

__all__ = [
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "Offering",
    "OpeningRule",
    "Provider",
    "SeatPool",
    "SeatPosting",
    "Session",
    "Speaker",
    "TeachingPoint",
    "Theme",
    "Topic",
    "Venue",
    "VenueIndexPage",
    "VenuePage",
    "Workday",
]
