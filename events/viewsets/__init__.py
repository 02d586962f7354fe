"""The room's part of the back office: offerings, sessions, venues, speakers, holidays."""

from events.viewsets.catalogue import ProviderViewSet, TopicViewSet
from events.viewsets.lookups import SpeakerViewSet, VenueViewSet, WorkdayViewSet
from events.viewsets.offerings import OfferingViewSet
from events.viewsets.sessions import SessionViewSet

__all__ = [
    "OfferingViewSet",
    "ProviderViewSet",
    "SessionViewSet",
    "SpeakerViewSet",
    "TopicViewSet",
    "VenueViewSet",
    "WorkdayViewSet",
]
