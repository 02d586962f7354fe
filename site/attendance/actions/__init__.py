"""Everything that changes attendance: marks, their undoing, the roll call, passes."""

from attendance.actions.marking import mark, mark_pass
from attendance.actions.replace_pass import replace_pass
from attendance.actions.roll_call import roll_call
from attendance.actions.undo import undo

__all__ = ["mark", "mark_pass", "replace_pass", "roll_call", "undo"]
