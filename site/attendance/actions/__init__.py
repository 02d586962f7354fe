"""Everything that changes attendance: marks, undoing, roll call, imports, passes, desks."""

from attendance.actions.check_in import check_in, check_in_spoken, check_out_by_code
from attendance.actions.check_out import check_out, check_out_by_pass
from attendance.actions.closing import close
from attendance.actions.companions import note_companions
from attendance.actions.import_marks import examine_marks, import_marks
from attendance.actions.marking import mark, mark_pass
from attendance.actions.merge import Noted, merge
from attendance.actions.replace_pass import replace_pass
from attendance.actions.roll_call import roll_call
from attendance.actions.set_door import set_door
from attendance.actions.set_rules import set_credit_table, set_targets, set_terms
from attendance.actions.take_out import take_names_out
from attendance.actions.take_roster import return_roster, return_rosters, take_roster
from attendance.actions.undo import undo
from attendance.actions.walk_in import walk_in
from attendance.actions.warn import warn

__all__ = [
    "Noted",
    "check_in",
    "check_in_spoken",
    "check_out",
    "check_out_by_code",
    "check_out_by_pass",
    "close",
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
    "set_credit_table",
    "set_door",
    "set_targets",
    "set_terms",
    "take_names_out",
    "take_roster",
    "undo",
    "walk_in",
    "warn",
]
