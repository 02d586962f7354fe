"""The back office of registrations and of what an offering asks."""

from registration.viewsets.questions import QuestionViewSet
from registration.viewsets.registrations import RegistrationListing, RegistrationViewSet

__all__ = ["QuestionViewSet", "RegistrationListing", "RegistrationViewSet"]
