"""Everything that changes attendance: marks, roll call, imports, leave, passes, desks."""

from attendance.actions.appealing import answer_objection, object_to, withdraw_objection
from attendance.actions.check_in import check_in, check_in_spoken, check_out_by_code
from attendance.actions.check_out import check_out, check_out_by_pass
from attendance.actions.closing import close
from attendance.actions.companions import note_companions
from attendance.actions.guests import mark_guest, undo_guest
from attendance.actions.import_marks import examine_marks, import_marks
from attendance.actions.leave_asking import ask_leave
from attendance.actions.leave_deciding import decide_leave
from attendance.actions.leave_ending import cut_leave, report_back, withdraw_leave
from attendance.actions.leave_terms import remind_to_return, set_absence_terms
from attendance.actions.making_up import ask_makeup, decide_makeup, withdraw_makeup
from attendance.actions.marking import mark, mark_pass
from attendance.actions.merge import Noted, merge
from attendance.actions.replace_pass import replace_pass
from attendance.actions.roll_call import roll_call
from attendance.actions.set_door import set_door
from attendance.actions.set_rules import set_credit_table, set_targets, set_terms
from attendance.actions.sites import choose_site, place_people, set_sites
from attendance.actions.take_out import take_names_out
from attendance.actions.take_roster import return_roster, return_rosters, take_roster
from attendance.actions.undo import undo
from attendance.actions.walk_in import walk_in
from attendance.actions.warn import warn

__all__ = [
    "Noted",
    "answer_objection",
    "ask_leave",
    "ask_makeup",
    "check_in",
    "check_in_spoken",
    "check_out",
    "check_out_by_code",
    "check_out_by_pass",
    "choose_site",
    "close",
    "cut_leave",
    "decide_leave",
    "decide_makeup",
    "examine_marks",
    "import_marks",
    "mark",
    "mark_guest",
    "mark_pass",
    "merge",
    "note_companions",
    "object_to",
    "place_people",
    "remind_to_return",
    "replace_pass",
    "report_back",
    "return_roster",
    "return_rosters",
    "roll_call",
    "set_absence_terms",
    "set_credit_table",
    "set_door",
    "set_sites",
    "set_targets",
    "set_terms",
    "take_names_out",
    "take_roster",
    "undo",
    "undo_guest",
    "walk_in",
    "warn",
    "withdraw_leave",
    "withdraw_makeup",
    "withdraw_objection",
]
