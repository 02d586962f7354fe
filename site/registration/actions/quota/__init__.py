"""Acts on the ledger of places: grant, transfer, propose, return, lapse; each a `QuotaOutcome`.

Every move is a posting under the locks of the offering and its pools, so the places used never
exceed those granted, whatever happens at once.
"""

from registration.actions.quota.grant import Grant, grant_places
from registration.actions.quota.lapse import lapse_places
from registration.actions.quota.propose import (
    accept_transfer,
    propose_transfer,
    refuse_transfer,
    take_back_transfer,
)
from registration.actions.quota.remind import remind_of_milestone
from registration.actions.quota.returning import return_places
from registration.actions.quota.set_rule import set_quota_rule
from registration.actions.quota.transfer import transfer_places

__all__ = [
    "Grant",
    "accept_transfer",
    "grant_places",
    "lapse_places",
    "propose_transfer",
    "refuse_transfer",
    "remind_of_milestone",
    "return_places",
    "set_quota_rule",
    "take_back_transfer",
    "transfer_places",
]
