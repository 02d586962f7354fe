"""Registration and its history; invitations, audiences, questions, and the ledger of places."""

from registration.models.audience import AudienceRule
from registration.models.history import RegistrationChange
from registration.models.invitation import Invitation
from registration.models.questions import Answer, AnswerChange, Question
from registration.models.quota import Milestone, QuotaRule, QuotaTurn, TransferProposal
from registration.models.registration import Registration

__all__ = [
    "Answer",
    "AnswerChange",
    "AudienceRule",
    "Invitation",
    "Milestone",
    "Question",
    "QuotaRule",
    "QuotaTurn",
    "Registration",
    "RegistrationChange",
    "TransferProposal",
]
