"""Nominating: a unit's ranked list, seats by rank, admission, handing a place over.

Each ends in a `NominationOutcome`. After every change the highest-ranked of a unit hold its places.
"""

from registration.actions.nomination.admit import admit_nominees, refuse_nominees
from registration.actions.nomination.end import decline_nomination, withdraw_nomination
from registration.actions.nomination.nominate import nominate, nominate_many
from registration.actions.nomination.rank import rank_nomination
from registration.actions.nomination.substitute import substitute

__all__ = [
    "admit_nominees",
    "decline_nomination",
    "nominate",
    "nominate_many",
    "rank_nomination",
    "refuse_nominees",
    "substitute",
    "withdraw_nomination",
]
