"""Registration, its history and hand-overs; invitations, audiences, questions, the ledger."""

from registration.models.audience import AudienceRule
from registration.models.hand_over import HandOver
from registration.models.history import RegistrationChange
from registration.models.invitation import Invitation
from registration.models.questions import Answer, AnswerChange, Question
from registration.models.quota import Milestone, QuotaRule, QuotaTurn, TransferProposal
from registration.models.registration import Registration

__all__ = [
    "Answer",
    "AnswerChange",
    "AudienceRule",
    "HandOver",
    "Invitation",
    "Milestone",
    "Question",
    "QuotaRule",
    "QuotaTurn",
    "Registration",
    "RegistrationChange",
    "TransferProposal",
]
