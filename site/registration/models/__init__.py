"""Registration and its history; invitations; audience rules."""

from registration.models.audience import AudienceRule
from registration.models.history import RegistrationChange
from registration.models.invitation import Invitation
from registration.models.registration import Registration

__all__ = ["AudienceRule", "Invitation", "Registration", "RegistrationChange"]
