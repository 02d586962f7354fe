"""Registration and its history."""

from registration.models.registration import Registration, RegistrationChange

__all__ = ["Registration", "RegistrationChange"]
