"""Records and pages of the room."""

from events.models.bookings import BookingChange, VenueBooking
from events.models.buses import Bus
from events.models.catalogue import Provider, Theme, Topic
from events.models.kinds import EventKind
from events.models.offerings import Offering, SeatPool, SeatPosting, Session
from events.models.pages import EventIndexPage, EventPage, VenueIndexPage, VenuePage, VenuePhoto
from events.models.programme import programmes_of, words_of_programme
from events.models.routes import Route, RouteBus, RouteStop
from events.models.series import Recurrence
from events.models.slots import (
    COPIED,
    MOVES,
    PLACE,
    SLOT_FIELDS,
    SLOT_RECORDS,
    TIMES,
    TOLD,
    Slot,
)
from events.models.speakers import (
    SessionSpeaker,
    Speaker,
    SpeakerAbsence,
    SpeakerTeam,
    TeamMember,
)
from events.models.venues import OpeningException, OpeningRule, TeachingPoint, Venue
from events.models.workdays import Workday

__all__ = [
    "COPIED",
    "MOVES",
    "PLACE",
    "SLOT_FIELDS",
    "SLOT_RECORDS",
    "TIMES",
    "TOLD",
    "BookingChange",
    "Bus",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "Offering",
    "OpeningException",
    "OpeningRule",
    "Provider",
    "Recurrence",
    "Route",
    "RouteBus",
    "RouteStop",
    "SeatPool",
    "SeatPosting",
    "Session",
    "SessionSpeaker",
    "Slot",
    "Speaker",
    "SpeakerAbsence",
    "SpeakerTeam",
    "TeachingPoint",
    "TeamMember",
    "Theme",
    "Topic",
    "Venue",
    "VenueBooking",
    "VenueIndexPage",
    "VenuePage",
    "VenuePhoto",
    "Workday",
    "programmes_of",
    "words_of_programme",
]
