"""Everything that changes attendance: marks, their undoing, the roll call, passes, desks."""

from attendance.actions.check_in import check_in, check_in_spoken
from attendance.actions.marking import mark, mark_pass
from attendance.actions.replace_pass import replace_pass
from attendance.actions.roll_call import roll_call
from attendance.actions.set_door import set_door
from attendance.actions.undo import undo
from attendance.actions.walk_in import walk_in

__all__ = [
    "check_in",
    "check_in_spoken",
    "mark",
    "mark_pass",
    "replace_pass",
    "roll_call",
    "set_door",
    "undo",
    "walk_in",
]
