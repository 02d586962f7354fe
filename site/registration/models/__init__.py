"""Registration and its history; invitations; audience rules; what rests on the ledger of places."""

from registration.models.audience import AudienceRule
from registration.models.history import RegistrationChange
from registration.models.invitation import Invitation
from registration.models.quota import Milestone, QuotaRule, QuotaTurn, TransferProposal
from registration.models.registration import Registration

__all__ = [
    "AudienceRule",
    "Invitation",
    "Milestone",
    "QuotaRule",
    "QuotaTurn",
    "Registration",
    "RegistrationChange",
    "TransferProposal",
]
