"""The room's part of the back office: offerings, sessions, venues, speakers, holidays."""

from events.viewsets.lookups import SpeakerViewSet, VenueViewSet, WorkdayViewSet
from events.viewsets.offerings import OfferingViewSet
from events.viewsets.sessions import SessionViewSet

__all__ = ["OfferingViewSet", "SessionViewSet", "SpeakerViewSet", "VenueViewSet", "WorkdayViewSet"]
