"""What changes memberships, units and accounts; each ends in a `PeopleOutcome`.

Whoever gains or loses a role changes groups of the Wagtail admin in the same transaction.
"""

from people.actions.activation import activate, issue_codes, try_code
from people.actions.memberships import add_member, end_membership, hand_over_liaison
from people.actions.text_codes import text_codes
from people.actions.units import add_unit, edit_unit

__all__ = [
    "activate",
    "add_member",
    "add_unit",
    "edit_unit",
    "end_membership",
    "hand_over_liaison",
    "issue_codes",
    "text_codes",
    "try_code",
]
