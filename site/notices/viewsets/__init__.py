"""The room's screens in the back office."""

from notices.viewsets.deliveries import DeliveryListing, DeliveryViewSet
from notices.viewsets.wordings import WordingViewSet

__all__ = ["DeliveryListing", "DeliveryViewSet", "WordingViewSet"]
