"""What people do to essays: start, save, submit, withdraw; read, comment, accept, send back."""

from essays.actions.advise import advise
from essays.actions.assign import assign, assign_by_rule, assign_many, hand_on, unassign
from essays.actions.awards import announce, award, create_prize, edit_prize, take_back_award
from essays.actions.blackout import black_out
from essays.actions.commenting import comment, remove_comment
from essays.actions.official import change_official, compare_all, keep_official
from essays.actions.plan import plan_review
from essays.actions.publish_book import ask_book
from essays.actions.publish_consent import Wish, decide_uses
from essays.actions.publish_edit import answer_edit, propose_edit, take_back_edit
from essays.actions.publish_page import draft_page
from essays.actions.reasons import keep_reason
from essays.actions.recommend import recommend
from essays.actions.recuse import lift_recusal, recuse, recuse_unit
from essays.actions.release import prepare, release, unprepare
from essays.actions.remark import remark
from essays.actions.review import accept, send_back
from essays.actions.start import start
from essays.actions.submit import submit
from essays.actions.task import create_task, edit_task
from essays.actions.time import extend, remind, remind_of, remind_units
from essays.actions.upload import drop_file, send_file, take_file
from essays.actions.withdraw import withdraw
from essays.actions.write import save_draft

__all__ = [
    "Wish",
    "accept",
    "advise",
    "announce",
    "answer_edit",
    "ask_book",
    "assign",
    "assign_by_rule",
    "assign_many",
    "award",
    "black_out",
    "change_official",
    "comment",
    "compare_all",
    "create_prize",
    "create_task",
    "decide_uses",
    "draft_page",
    "drop_file",
    "edit_prize",
    "edit_task",
    "extend",
    "hand_on",
    "keep_official",
    "keep_reason",
    "lift_recusal",
    "plan_review",
    "prepare",
    "propose_edit",
    "recommend",
    "recuse",
    "recuse_unit",
    "release",
    "remark",
    "remind",
    "remind_of",
    "remind_units",
    "remove_comment",
    "save_draft",
    "send_back",
    "send_file",
    "start",
    "submit",
    "take_back_award",
    "take_back_edit",
    "take_file",
    "unassign",
    "unprepare",
    "withdraw",
]
