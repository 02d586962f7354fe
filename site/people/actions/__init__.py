"""What changes memberships, units, requests and accounts; each ends in an outcome of the room.

Whoever gains or loses a role changes groups of the Wagtail admin in the same transaction.
"""

from people.actions.accounts import change_access, change_account
from people.actions.activation import activate, issue_codes, try_code
from people.actions.devices import sign_out_device
from people.actions.importing import import_people, import_units
from people.actions.invitations import accept_invitation, invite, revoke_invitation
from people.actions.joining import ask_to_join, confirm_request, decline_request, withdraw_request
from people.actions.languages import change_language
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
from people.actions.merging_people import keep_apart, merge_people
from people.actions.persons import add_person, edit_person
from people.actions.text_codes import text_codes
from people.actions.tokens import make_token, revoke_token
from people.actions.units import add_unit, edit_unit, keep_group, move_unit

__all__ = [
    "accept_invitation",
    "activate",
    "add_member",
    "add_person",
    "add_unit",
    "ask_to_join",
    "change_access",
    "change_account",
    "change_language",
    "confirm_request",
    "decline_request",
    "edit_membership",
    "edit_person",
    "edit_unit",
    "end_membership",
    "enrol",
    "hand_over_liaison",
    "import_people",
    "import_units",
    "invite",
    "issue_codes",
    "keep_apart",
    "keep_group",
    "leave_unit",
    "make_token",
    "merge_people",
    "merge_units",
    "move_unit",
    "revoke_invitation",
    "revoke_token",
    "sign_out_device",
    "text_codes",
    "transfer",
    "try_code",
    "withdraw_request",
]
