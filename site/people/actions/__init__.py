"""What changes memberships, units, requests and accounts; each ends in an outcome of the room.

Whoever gains or loses a role changes groups of the Wagtail admin in the same transaction.
"""

from people.actions.activation import activate, issue_codes, try_code
from people.actions.invitations import accept_invitation, invite, revoke_invitation
from people.actions.joining import ask_to_join, confirm_request, decline_request, withdraw_request
from people.actions.memberships import (
    add_member,
    edit_membership,
    end_membership,
    enrol,
    hand_over_liaison,
    leave_unit,
    transfer,
)
from people.actions.merging import merge_units
from people.actions.text_codes import text_codes
from people.actions.units import add_unit, edit_unit, keep_group, move_unit

__all__ = [
    "accept_invitation",
    "activate",
    "add_member",
    "add_unit",
    "ask_to_join",
    "confirm_request",
    "decline_request",
    "edit_membership",
    "edit_unit",
    "end_membership",
    "enrol",
    "hand_over_liaison",
    "invite",
    "issue_codes",
    "keep_group",
    "leave_unit",
    "merge_units",
    "move_unit",
    "revoke_invitation",
    "text_codes",
    "transfer",
    "try_code",
    "withdraw_request",
]
