"""What organisers do to memberships and units; each ends in a `PeopleOutcome`.

Whoever gains or loses a role changes groups of the Wagtail admin in the same transaction.
"""

from people.actions.memberships import add_member, end_membership, hand_over_liaison
from people.actions.units import add_unit, edit_unit

__all__ = ["add_member", "add_unit", "edit_unit", "end_membership", "hand_over_liaison"]
