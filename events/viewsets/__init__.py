"""The room's part of the back office: offerings, sessions, visits, venues, speakers, holidays."""

from events.viewsets.bookings import BookingViewSet
from events.viewsets.catalogue import ProviderViewSet, TopicViewSet
from events.viewsets.lookups import VenueViewSet, WorkdayViewSet
from events.viewsets.offerings import OfferingViewSet
from events.viewsets.routes import BusViewSet, RouteViewSet
from events.viewsets.sessions import SessionViewSet
from events.viewsets.speakers import SpeakerViewSet, TeamViewSet

__all__ = [
    "BookingViewSet",
    "BusViewSet",
    "OfferingViewSet",
    "ProviderViewSet",
    "RouteViewSet",
    "SessionViewSet",
    "SpeakerViewSet",
    "TeamViewSet",
    "TopicViewSet",
    "VenueViewSet",
    "WorkdayViewSet",
]
