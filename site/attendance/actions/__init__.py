"""Everything that changes attendance: marks, undoing, roll call, imports, passes, desks."""

from attendance.actions.check_in import check_in, check_in_spoken
from attendance.actions.companions import note_companions
from attendance.actions.import_marks import examine_marks, import_marks
from attendance.actions.marking import mark, mark_pass
from attendance.actions.merge import Noted, merge
from attendance.actions.replace_pass import replace_pass
from attendance.actions.roll_call import roll_call
from attendance.actions.set_door import set_door
from attendance.actions.take_out import take_names_out
from attendance.actions.take_roster import return_roster, return_rosters, take_roster
from attendance.actions.undo import undo
from attendance.actions.walk_in import walk_in

__all__ = [
    "Noted",
    "check_in",
    "check_in_spoken",
    "examine_marks",
    "import_marks",
    "mark",
    "mark_pass",
    "merge",
    "note_companions",
    "replace_pass",
    "return_roster",
    "return_rosters",
    "roll_call",
    "set_door",
    "take_names_out",
    "take_roster",
    "undo",
    "walk_in",
]
